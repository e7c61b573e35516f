"""How a person is told of what touches the safety of their account: when, from where, and what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from klucznik.accounts.devices import in_words
from klucznik.events.models import Event
from klucznik.mail.sending import send

FOLDER = "accounts/emails"


def tell_about_safety(message: str, event: Event, **context: Any) -> None:
    """A change that its person must learn of, with time, place and device."""
    if event.person:
        send(
            f"{FOLDER}/{message}",
            to=event.person,
            event=event,
            **provenance(event),
            **paths(),
            **context,
        )


def provenance(event: Event) -> dict[str, Any]:
    """Time, place and device, in the words of the person's language."""
    with override(event.person.language if event.person else None):
        device = in_words(event.details.agent)
    return {"at": event.at, "place": event.details.address, "device": device}


def paths() -> dict[str, Any]:
    """Where a worried reader goes."""
    site = settings.PUBLIC_URL
    return {
        "sign_in_link": site + reverse("account_login"),
        "reset_link": site + reverse("account_reset_password"),
        "account_link": site + reverse("account_overview"),
    }
