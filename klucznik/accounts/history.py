"""What happened to an account lately, for the eyes of its person."""

from __future__ import annotations

from django.db.models import Q

from klucznik.accounts.devices import in_words
from klucznik.accounts.models import User
from klucznik.events.models import Event

SHOWN = 12


def recent_events(user: User) -> list[Event]:
    """The newest events of the account itself, each with the device in words."""
    found = list(
        Event.objects.told()
        .filter(Q(actor=user) | Q(person=user), kind__startswith="account.")
        .order_by("-id")[:SHOWN]
    )
    for event in found:
        agent = event.details.agent if hasattr(event, "details") else ""
        event.device = in_words(agent) if agent else ""  # type: ignore[attr-defined]
    return found
