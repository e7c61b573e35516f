"""How long others may object: from the letter and the evidence, never under a day and a working day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration
from klucznik.declarations.working_days import after_working_days

SHORTEST = timedelta(hours=24)


def waiting_period(declaration: Declaration) -> timedelta:
    """The length of the waiting period of this case."""
    return max(letter_of(declaration.kind).waiting_period(declaration), SHORTEST)


def end_of_waiting(declaration: Declaration, start: datetime) -> datetime:
    """When a waiting period that begins at `start` ends: a whole working day is always within it."""
    return max(
        start + waiting_period(declaration), after_working_days(timezone.localtime(start), 1)
    )


def resumed(due_at: datetime, frozen_at: datetime, now: datetime) -> datetime:
    """When a frozen clock that goes on at `now` runs out: what was left of it, but at least a day."""
    return now + max(due_at - frozen_at, SHORTEST)
