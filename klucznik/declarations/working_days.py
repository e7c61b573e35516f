"""Working days in Poland: weekends and public holidays, with Easter computed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

FIXED = [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
CHRISTMAS_EVE_SINCE = 2025
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[date]:
    """The days free from work by law, besides Sundays."""
    sunday = easter(year)
    days = {date(year, month, day) for month, day in FIXED}
    days |= {sunday, sunday + DAY, sunday + 49 * DAY, sunday + 60 * DAY}
    if year >= CHRISTMAS_EVE_SINCE:
        days.add(date(year, 12, 24))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def after_working_days(start: datetime, count: int) -> datetime:
    """When `count` whole working days have passed since `start` (a local, aware time)."""
    if not is_working_day(start.date()):
        start = datetime.combine(next_working_day(start.date()), time.min, start.tzinfo)
    day = start.date()
    for _ in range(count):
        day = next_working_day(day)
    return datetime.combine(day, start.time(), start.tzinfo)
