"""What a notice means at a moment, and how its hours are written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from klucznik.news.states import Phase, Times, is_told_in_portal, over_at, phase
from klucznik.news.wording import hours, lasted
from tests.news.telling import at

START, END = at("2026-12-05T21:00"), at("2026-12-06T01:00")
TOLD = at("2026-12-01T10:00")
BREAK = {"kind": "break", "published_at": TOLD, "starts_at": START, "ends_at": END}
TROUBLE = {"kind": "trouble", "published_at": TOLD}


@pytest.mark.parametrize(
    ("times", "moment", "expected"),
    [
        ({"kind": "news"}, TOLD, Phase.DRAFT),
        ({"kind": "news", "publish_at": TOLD}, TOLD - timedelta(days=1), Phase.SCHEDULED),
        ({"kind": "news", "published_at": TOLD}, TOLD, Phase.STANDING),
        (BREAK | {"withdrawn_at": TOLD}, START, Phase.WITHDRAWN),
        (BREAK, START - timedelta(seconds=1), Phase.PLANNED),
        (BREAK, START, Phase.UNDER_WAY),
        (BREAK, END - timedelta(seconds=1), Phase.UNDER_WAY),
        (BREAK, END, Phase.OVERDUE),
        (BREAK, END + timedelta(hours=12), Phase.OVER),
        (BREAK | {"ended_at": START + timedelta(hours=1)}, START + timedelta(hours=2), Phase.OVER),
        (TROUBLE, TOLD, Phase.UNDER_WAY),
        (TROUBLE, TOLD + timedelta(days=400), Phase.UNDER_WAY),
        (TROUBLE | {"ends_at": END}, END + timedelta(days=3), Phase.OVERDUE),
    ],
)
def test_times_say_where_a_notice_stands(times, moment, expected):
    assert phase(Times(**times), moment) == expected


def test_a_break_that_nobody_ended_was_over_when_it_was_announced_to_be():
    assert over_at(Times(**BREAK), END + timedelta(hours=13)) == END
    assert over_at(Times(**BREAK), END + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("times", "moment", "expected"),
    [
        (BREAK, START - timedelta(days=7, seconds=1), False),
        (BREAK, START - timedelta(days=7), True),
        (BREAK, END + timedelta(hours=1), True),
        (BREAK, END + timedelta(hours=12), False),
        ({"kind": "version", "published_at": TOLD}, TOLD + timedelta(days=13), True),
        ({"kind": "version", "published_at": TOLD}, TOLD + timedelta(days=14), False),
        ({"kind": "terms", "published_at": TOLD}, TOLD + timedelta(days=29), True),
    ],
)
def test_the_portal_tells_it_from_a_week_ahead_until_it_is_over(times, moment, expected):
    assert is_told_in_portal(Times(**times), moment) is expected


MOVED_PL, MOVED_EN = (
    "tej nocy zmienia się czas, przerwa trwa",
    "the clocks change that night; it takes",
)
HOURS = [
    (
        *("2026-12-05T17:00", "2026-12-05T18:30"),
        "5 grudnia 2026, od 18:00 do 19:30",
        "December 5, 2026, from 18:00 to 19:30",
    ),
    (
        *("2026-12-05T21:00", "2026-12-06T01:00"),
        "5 grudnia 2026, od 22:00 do 2:00 następnego dnia",
        "December 5, 2026, from 22:00 to 02:00 the next day",
    ),
    (
        *("2026-12-04T21:00", "2026-12-06T05:00"),
        "od 4 grudnia 2026, 22:00 do 6 grudnia 2026, 06:00",
        "from December 4, 2026, 22:00 to December 6, 2026, 06:00",
    ),
    # The last Sunday of October 2026: 3:00 becomes 2:00, and 2:30 comes twice.
    (
        *("2026-10-24T20:00", "2026-10-25T03:00"),
        f"24 października 2026, od 22:00 do 4:00 następnego dnia ({MOVED_PL}: 7 godzin)",
        f"October 24, 2026, from 22:00 to 04:00 the next day ({MOVED_EN} 7 hours)",
    ),
    (
        *("2026-10-25T00:30", "2026-10-25T01:30"),
        f"25 października 2026, od 2:30 czasu letniego do 2:30 czasu zimowego ({MOVED_PL}: 1 godzina)",
        f"October 25, 2026, from 02:30 summer time to 02:30 winter time ({MOVED_EN} 1 hour)",
    ),
    # The last Sunday of March 2027: 2:00 becomes 3:00.
    (
        *("2027-03-28T00:30", "2027-03-28T01:30"),
        f"28 marca 2027, od 1:30 do 3:30 ({MOVED_PL}: 1 godzina)",
        f"March 28, 2027, from 01:30 to 03:30 ({MOVED_EN} 1 hour)",
    ),
    ("2026-12-05T21:00", "", "od 5 grudnia 2026, 22:00", "since December 5, 2026, 22:00"),
]


@pytest.mark.parametrize(("start", "end", "polish", "english"), HOURS)
def test_hours_are_those_of_warsaw_with_the_date(start, end, polish, english):
    for language, expected in (("pl", polish), ("en", english)):
        with translation.override(language):
            words = hours(at(start), at(end) if end else None)
            assert words.replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.2, "1 minute"), (45, "45 minutes"), (150, "2 hours 30 minutes"), (4320, "3 days")],
)
def test_how_long_it_took(minutes, words):
    assert lasted(START, START + timedelta(minutes=minutes)) == words
