"""How a person is told of what touches the safety of their account: when, from where, and what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from klucznik.accounts.addresses import recovery_of
from klucznik.accounts.devices import in_words
from klucznik.accounts.locating import place_of
from klucznik.accounts.models import User
from klucznik.events.models import Event
from klucznik.mail.sending import Address, send

FOLDER = "accounts/emails"


def tell_about_safety(
    message: str, event: Event, links: dict[str, tuple[str, int]] | None = None, **context: Any
) -> None:
    """A change that its person must learn of, at every address they proved, with time, place and device."""
    for reader in addresses_of(event.person):
        given = provenance(event) | paths() | context
        send(f"{FOLDER}/{message}", to=reader, event=event, links=links, **given)


def addresses_of(person: User | None) -> list[User | Address]:
    """The person, and the recovery addresses beside them; those are written to, but are no notices in the portal."""
    if person is None or person.is_deleted:
        return []
    others = [Address(one.email, person.language) for one in recovery_of(person)]
    return [person, *others]


def provenance(event: Event) -> dict[str, Any]:
    """Time, place and device, in the words of the person's language."""
    with override(event.person.language if event.person else None):
        device = in_words(event.details.agent)
        located = place_of(event.details.address)
    place = ", ".join(part for part in (event.details.address, located) if part)
    return {"at": event.at, "place": place, "device": device}


def paths() -> dict[str, Any]:
    """Where a worried reader goes."""
    site = settings.PUBLIC_URL
    return {
        "sign_in_link": site + reverse("account_login"),
        "reset_link": site + reverse("account_reset_password"),
        "account_link": site + reverse("account_overview"),
    }
