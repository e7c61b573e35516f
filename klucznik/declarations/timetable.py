"""What the clock owes to a case now: its next step, or a reminder. Pure, so that a jump of the clock can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from klucznik.declarations.states import State
from klucznik.events.kinds import Kind

DAY = timedelta(days=1)
# How long the words of a case are kept after its end, as the notice about personal data says.
KEEP_RECORD = timedelta(days=3 * 365)
# Reminders that are counted from the day on which the state began.
AFTER = {State.NEEDS_INFO: (7, 12), State.READY: (7, 12)}


@dataclass(frozen=True)
class Reminder:
    """Something to be said once in the present state."""

    name: str
    kind: Kind


def is_due(*, due_at: datetime | None, now: datetime) -> bool:
    """Whether the present state has run out."""
    return due_at is not None and due_at <= now


def reminder_due(
    state: str, *, since: datetime, due_at: datetime | None, told: list[str], now: datetime
) -> Reminder | None:
    """The latest reminder that is due and was not sent; earlier ones that were missed are not made up for."""
    if due_at is None or due_at <= now:
        return None
    if state == State.NOTICE:
        return _of_notice(since, due_at, told, now)
    days = [day for day in AFTER.get(State(state), ()) if now >= since + day * DAY]
    name = f"day_{days[-1]}" if days else ""
    return Reminder(name, Kind.DECLARATION_REMINDED) if name and name not in told else None


def _of_notice(
    since: datetime, due_at: datetime, told: list[str], now: datetime
) -> Reminder | None:
    """Half time, and a day before the end; a waiting period of two days or less has neither."""
    if due_at - since <= 2 * DAY:
        return None
    if now >= due_at - DAY:
        return None if "ending" in told else Reminder("ending", Kind.DECLARATION_NOTICE_ENDING)
    if now >= since + (due_at - since) / 2 and not {"halfway", "ending"} & set(told):
        return Reminder("halfway", Kind.DECLARATION_NOTICE_HALFWAY)
    return None
