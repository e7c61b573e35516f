"""A message about a browser that nobody has seen with this account yet."""

from __future__ import annotations

from klucznik.accounts.emails.safety import tell_about_safety
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on


@on(Kind.ACCOUNT_SIGNED_IN)
def new_device(event: Event) -> None:
    """A sign-in from a browser that this account was not used in before."""
    if event.facts.get("new_device"):
        tell_about_safety("new_device", event)
