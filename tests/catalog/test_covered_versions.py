"""Which version a license covers: the subscription and the care after the registration decide."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.catalog.covering import covered_until, covered_version, covers
from klucznik.catalog.models import Product

TODAY = date(2026, 11, 30)
RELEASES = {
    "1.85": "2025-03-18",
    "1.86": "2025-09-16",
    "1.87": "2026-03-17",
    "1.88": "2026-09-15",
    "1.89": "2027-03-16",
}
LAST_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
THIS_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def product(follows: str = "subscription", releases: dict[str, str] = RELEASES) -> Product:
    return Product(
        stored_rules={"follows": follows, "care_days": 90},
        stored_versions=[{"number": n, "released": d} for n, d in reversed(releases.items())],
    )


def number(of: Product, *subscriptions, registered_on: date | None = None) -> str | None:
    found = covered_version(
        of, registered_on=registered_on, subscriptions=subscriptions, today=TODAY
    )
    return found.number if found else None


@pytest.mark.parametrize(
    ("subscriptions", "registered_on", "expected"),
    [
        ([THIS_YEAR], None, "1.88"),
        ([LAST_YEAR], None, "1.86"),
        ([LAST_YEAR, THIS_YEAR], None, "1.88"),
        ([(date(2026, 10, 1), date(2027, 9, 30))], None, "1.88"),  # what there was when it began
        ([(date(2026, 1, 1), None)], None, "1.88"),
        ([(date(2026, 12, 1), date(2027, 11, 30))], None, None),  # it has not begun
        ([], date(2025, 6, 19), "1.86"),  # the care ends on 17 September
        ([], date(2025, 6, 17), "1.85"),  # on the 15th
        ([LAST_YEAR], date(2024, 1, 1), "1.86"),
        ([], date(2020, 1, 1), None),
        ([], None, None),
    ],
)
def test_the_newest_version_that_was_published_in_time(subscriptions, registered_on, expected):
    assert number(product(), *subscriptions, registered_on=registered_on) == expected


def test_the_last_day_of_the_care_counts_and_the_next_one_does_not():
    released = {"2.0": "2026-04-01"}

    assert number(product(releases=released), registered_on=date(2026, 1, 1)) == "2.0"
    assert number(product(releases=released), registered_on=date(2025, 12, 31)) is None


def test_without_a_subscription_to_follow_the_newest_published_version_is_covered():
    assert number(product(follows="")) == "1.88"


def test_nothing_is_known_where_the_catalog_lists_no_versions():
    bare = product(releases={})

    assert number(bare, THIS_YEAR) is None
    assert covers(bare, "1.88", registered_on=None, subscriptions=[THIS_YEAR], today=TODAY) is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.85", True), ("1.86", True), (" 1.86 ", True), ("1.87", False), ("0.1", None)],
)
def test_a_version_is_covered_when_it_was_published_in_time(version, expected):
    answer = covers(product(), version, registered_on=None, subscriptions=[LAST_YEAR], today=TODAY)

    assert answer is expected


def test_until_when_versions_are_covered():
    ask = {"registered_on": date(2026, 1, 1), "today": TODAY}

    assert covered_until(product(), subscriptions=[LAST_YEAR], **ask) == date(2026, 4, 1)
    assert covered_until(product(), subscriptions=[THIS_YEAR], **ask) == date(2026, 12, 31)
    assert covered_until(product(), subscriptions=[(date(2026, 1, 1), None)], **ask) is None
    assert covered_until(product(follows=""), subscriptions=[], **ask) is None
    nothing = covered_until(product(), subscriptions=[], registered_on=None, today=TODAY)
    assert nothing == date.min


DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))
PERIODS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4)


@given(PERIODS, st.none() | DAYS, DAYS, st.tuples(DAYS, DAYS))
def test_another_subscription_never_takes_a_version_away(periods, registered_on, today, more):
    ask = {"registered_on": registered_on, "today": today}
    before = covered_version(product(), subscriptions=periods, **ask)
    after = covered_version(product(), subscriptions=[*periods, more], **ask)

    assert before is None or (after is not None and after.released >= before.released)
    assert after is None or covers(product(), after.number, subscriptions=[*periods, more], **ask)
