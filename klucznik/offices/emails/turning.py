"""Who is told that unregistered clients turn to reading: whoever can register them, in one message a day."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, roles_with
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.recipients import address_of
from klucznik.mail.sending import Address, send
from klucznik.offices import unregistered
from klucznik.offices.models import Client

MOST_TOLD = 20
MOST_LISTED = 50


@on(Kind.CLIENTS_TURNING)
def clients_turn(event: Event) -> None:
    """Whoever was registered or ended meanwhile is left out of the list."""
    office = event.company
    assert office is not None
    rows = unregistered.turning(office).filter(pk__in=event.facts["clients"])
    turning = list(rows.order_by("first_run_at", "pk"))
    if not turning:
        return
    for person in readers(office):
        send(
            "offices/emails/clients_turn",
            to=person,
            event=event,
            company_name=clean_line(office.name),
            company_tax_id=office.tax_id_display,
            clients=[_row(client) for client in turning[:MOST_LISTED]],
            count=len(turning),
            others=max(0, len(turning) - MOST_LISTED),
            first=turning[0].reads_only_from,
            path=unregistered.page_of(office),
            is_strange=isinstance(person, Address),
            sign_up_path=reverse("account_signup"),
        )


def readers(office: Company) -> list[User | Address]:
    """Those who can register clients; where there is nobody, the address in the vendor's books."""
    places = Membership.objects.active().filter(
        company=office, role__in=roles_with(Permission.CLIENTS_MANAGE), user__is_active=True
    )
    people: list[User | Address] = [
        place.user for place in places.select_related("user").order_by("pk")[:MOST_TOLD]
    ]
    if not people and (address := address_of(office)):
        people = [Address(address)]
    return people


def _row(client: Client) -> dict[str, Any]:
    return {
        "name": clean_line(client.name),
        "tax_id": client.tax_id_display,
        "day": client.reads_only_from,
    }
