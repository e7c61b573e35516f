"""Messages about the second step."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.backup_codes import FEW
from klucznik.accounts.emails.safety import tell_about_safety
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on


def _thing(event: Event) -> dict[str, Any]:
    """What was added or removed: its kind and, for a key, the name its owner gave it."""
    return {"shape": event.facts["shape"], "name": event.details.values.get("name", "")}


@on(Kind.ACCOUNT_FACTOR_ADDED, Kind.ACCOUNT_PASSKEY_ADDED)
def second_step_added(event: Event) -> None:
    """The first one turns two-step verification on; each further one is another way in."""
    message = "second_step_on" if event.facts.get("first") else "second_step_added"
    tell_about_safety(message, event, **_thing(event))


@on(Kind.ACCOUNT_FACTOR_REMOVED, Kind.ACCOUNT_PASSKEY_REMOVED)
def second_step_removed(event: Event) -> None:
    message = "second_step_off" if event.facts.get("off") else "second_step_removed"
    tell_about_safety(message, event, **_thing(event))


@on(Kind.ACCOUNT_PASSKEY_REFUSED)
def key_looks_copied(event: Event) -> None:
    tell_about_safety("key_looks_copied", event, **_thing(event))


@on(Kind.ACCOUNT_CODES_MADE)
def codes_made(event: Event) -> None:
    tell_about_safety("codes_made", event)


@on(Kind.ACCOUNT_CODE_USED)
def code_used(event: Event) -> None:
    """With a warning when few are left."""
    left = int(event.facts.get("left", 0))
    tell_about_safety("code_used", event, left=left, few=left <= FEW)
