"""What every message about a member says, and who the administrators are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.events.models import Event
from klucznik.mail.sending import send


def tell_others(event: Event, message: str, **facts: Any) -> None:
    """To every global administrator but the person themselves; the one who acted, too: it may not have been them."""
    for administrator in global_administrators(event, apart_from={event.person_id}):
        send(message, to=administrator, event=event, **told(event), **facts)


def told(event: Event) -> dict[str, Any]:
    """What every message about a member says: who, whom, where, when, from which address."""
    company, person = event.company, event.person
    assert company is not None
    assert person is not None
    return {
        "company_name": company.name,
        "person": person.display_name,
        "person_email": person.email,
        "actor": event.actor.display_name if event.actor else "",
        "at": event.at,
        "place": event.where,
        "company_path": company.get_absolute_url(),
        "members_path": reverse("members:members", args=[company.public_id]),
    }


def global_administrators(event: Event, *, apart_from: Iterable[int | None]) -> list[User]:
    company: Company | None = event.company
    holders = (
        Membership.objects.filter(company=company).global_administrators().select_related("user")
    )
    return [
        holder.user for holder in holders.exclude(user_id__in=[key for key in apart_from if key])
    ]


def is_member(user: User, event: Event) -> bool:
    return Membership.objects.active().filter(company=event.company, user=user).exists()
