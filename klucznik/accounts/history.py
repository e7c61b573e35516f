"""What happened to an account lately, for the eyes of its person."""

from __future__ import annotations

from django.db.models import Q

from klucznik.accounts.devices import in_words
from klucznik.accounts.locating import place_of
from klucznik.accounts.models import User
from klucznik.core.paging import Page, keyset
from klucznik.events.models import Event

SHOWN = 30
# What kinds of events are about the account itself.
NOUNS = ["account", "program"]


def recent_events(user: User, *, after: str | None = None) -> Page[Event]:
    """The events of the account itself, newest first, each with the device in words and, where known, the place."""
    mine, about = Q(actor=user) | Q(person=user), Q()
    for noun in NOUNS:
        about |= Q(kind__startswith=f"{noun}.")
    own = Event.objects.told().filter(mine, about)
    found = keyset(own, ("-id",), after, size=SHOWN)
    for event in found.rows:
        agent = event.details.agent if hasattr(event, "details") else ""
        event.device = in_words(agent) if agent else ""  # type: ignore[attr-defined]
        event.located = place_of(event.where)  # type: ignore[attr-defined]
    return found
