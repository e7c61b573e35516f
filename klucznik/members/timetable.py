"""Days on which places and rights to products end by themselves: the end of a day where the vendor is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from klucznik.core import clock

# Counted from today: the earliest and the latest day on which something may end.
FIRST, LAST = timedelta(days=1), timedelta(days=5 * 365 + 1)
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
