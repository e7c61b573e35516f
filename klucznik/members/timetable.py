"""Days on which places and rights to products end by themselves: the end of a day where the vendor is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from klucznik.core import clock

# Counted from today: the earliest and the latest day on which something may end.
FIRST, LAST = timedelta(days=1), timedelta(days=5 * 365 + 1)
# So long before its end it is decided whether the keys depend on a place; more than the pause between two visits.
DECIDED_AHEAD = timedelta(minutes=15)
# How many days before the end people are told, the farthest first.
TOLD_AHEAD = (timedelta(days=14), timedelta(days=2))


def end_of_day(day: date) -> datetime:
    """The last second of this day on the vendor's clock; written with `date_long`, it reads as this day."""
    return datetime.combine(day, time(23, 59, 59), timezone.get_default_timezone())


def day_of(until: datetime | None) -> date | None:
    """The day that somebody chose."""
    return timezone.localtime(until).date() if until else None


def is_choosable(day: date) -> bool:
    """Whether something may end on this day: from tomorrow to five years ahead."""
    return clock.today() + FIRST <= day <= clock.today() + LAST


def notice_is_due(until: datetime | None, told_at: datetime | None) -> bool:
    """Whether one of the two messages about this end is due now: the moment has come and nobody was told since."""
    if until is None or until <= clock.now():
        return False
    come = [until - ahead for ahead in TOLD_AHEAD if until - ahead <= clock.now()]
    return bool(come) and (told_at is None or told_at < come[-1])
