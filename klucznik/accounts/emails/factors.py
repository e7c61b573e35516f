"""Messages about the second step."""

from __future__ import annotations

from klucznik.accounts.emails.safety import tell_about_safety
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on


@on(Kind.ACCOUNT_FACTOR_ADDED)
def second_step_on(event: Event) -> None:
    tell_about_safety("second_step_on", event)


@on(Kind.ACCOUNT_FACTOR_REMOVED)
def second_step_off(event: Event) -> None:
    tell_about_safety("second_step_off", event)


@on(Kind.ACCOUNT_CODES_MADE)
def codes_made(event: Event) -> None:
    tell_about_safety("codes_made", event)


@on(Kind.ACCOUNT_CODE_USED)
def code_used(event: Event) -> None:
    tell_about_safety("code_used", event, left=event.facts.get("left", 0))
