"""Who is written to about a share in the office and at the client, and what every such message says."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may, roles_with
from klucznik.core.text import clean_line
from klucznik.events.models import Event
from klucznik.offices.models import Share

# Nobody needs the whole office in copy; those with the keys come first.
MOST_TOLD = 20


def share_of(event: Event) -> Share:
    """The share that the event is about, as it is now."""
    rows = Share.objects.select_related("client__office", "product", "license__product", "company")
    return rows.get(pk=event.subject_id or 0)


def of_office(share: Share) -> list[User]:
    """Whoever offered the share, while they manage clients, else all who do; and who serves this client."""
    managers = people_with(share.office, Permission.CLIENTS_MANAGE)
    offered = [person for person in managers if person.pk == share.offered_by_id]
    serving = User.objects.filter(
        office_assignments__client=share.client, office_assignments__ended_at=None
    )
    told = (offered or managers[:MOST_TOLD]) + list(serving.order_by("pk"))
    return list({person.pk: person for person in told}.values())


def of_client(company: Company) -> list[User]:
    """Who decides about the office in the client's company; where nobody does, who sees it."""
    deciding = people_with(company, Permission.OFFICE_MANAGE)
    return (deciding or people_with(company, Permission.OFFICE_READ))[:MOST_TOLD]


def people_with(company: Company, permission: Permission) -> list[User]:
    """People of a company who hold a permission now, the higher role first."""
    places = Membership.objects.active().filter(
        company=company, role__in=roles_with(permission), user__is_active=True
    )
    found = []
    for place in places.select_related("user").order_by("pk"):
        place.company = company
        if may(place, permission):
            found.append(place)
    found.sort(key=lambda place: not place.is_global_administrator)
    return [place.user for place in found]


def about(share: Share) -> dict[str, Any]:
    """What a message says about any share: never its link, never its number."""
    return {
        "office": clean_line(share.office.name),
        "client": clean_line(share.client.name),
        "product": share.product.name,
    }


def office_path(share: Share) -> str:
    """The page of the client, for the office."""
    return share.client.get_absolute_url()


def client_path(company: Company) -> str:
    """The page of the office, for the client."""
    return reverse("served:office", args=[company.public_id])
