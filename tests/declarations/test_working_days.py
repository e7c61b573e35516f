"""Working days in Poland, so that no waiting period hides in a long weekend."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from klucznik.declarations.working_days import after_working_days, easter, is_working_day

WARSAW = ZoneInfo("Europe/Warsaw")


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=WARSAW)


@pytest.mark.parametrize(
    "day",
    [
        "2000-04-23",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2038-04-25",
        "2285-03-22",
    ],
)
def test_easter_is_where_the_calendar_has_it(day):
    assert easter(date.fromisoformat(day).year) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-06",
        "2026-04-06",
        "2026-06-04",
        "2026-11-11",
        "2025-12-24",
        "2026-12-26",
        "2026-11-22",
    ],
)
def test_holidays_and_sundays_are_free(day):
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-11-20", "2024-12-24", "2026-06-05"])
def test_ordinary_days_and_christmas_eve_before_2025_are_not(day):
    assert is_working_day(date.fromisoformat(day))


def test_a_working_day_from_monday_ends_on_tuesday_at_the_same_time():
    assert after_working_days(at("2026-11-23"), 1) == at("2026-11-24")


def test_friday_leads_to_monday_and_saturday_to_tuesday():
    assert after_working_days(at("2026-11-20", 15), 1) == at("2026-11-23", 15)
    assert after_working_days(at("2026-11-21", 15), 1) == at("2026-11-24", 0)


def test_before_christmas_a_day_takes_a_while():
    assert after_working_days(at("2026-12-23"), 1) == at("2026-12-28")
