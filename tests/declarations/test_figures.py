"""How long cases take: pure sums, and the pages that show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from klucznik.declarations.figures import (
    Share,
    Step,
    agreement,
    durations,
    figures,
    percentile,
    spoken,
    times,
)
from klucznik.declarations.models import State
from tests.backoffice.desk import at_work
from tests.declarations import cases

START = datetime(2026, 9, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def steps(case: int, *states: tuple[str, int]) -> list[Step]:
    """States of a case with the hour at which each began."""
    return [Step(case, state, START + hours * HOUR) for state, hours in states]


def test_how_long_each_state_lasted():
    story = steps(
        1, ("draft", 0), ("in_review", 2), ("needs_info", 10), ("in_review", 20), ("notice", 25)
    )

    found = durations(story, since=START)

    assert found == {
        "draft": [2 * HOUR],
        "in_review": [8 * HOUR, 5 * HOUR],
        "needs_info": [10 * HOUR],
    }


def test_cases_do_not_mix():
    story = sorted(
        [*steps(1, ("draft", 0), ("in_review", 4)), *steps(2, ("draft", 1), ("withdrawn", 2))],
        key=lambda step: step.at,
    )

    assert durations(story, since=START) == {"draft": [1 * HOUR, 4 * HOUR]}


def test_what_ended_before_the_period_does_not_count():
    story = steps(1, ("draft", 0), ("in_review", 10), ("notice", 20))

    assert durations(story, since=START + 15 * HOUR) == {"in_review": [10 * HOUR]}


@pytest.mark.parametrize(
    ("hours", "share", "expected"),
    [([], 0.5, 0), ([3], 0.95, 3), ([1, 2, 3, 4], 0.5, 2), (range(1, 101), 0.95, 95)],
)
def test_percentiles(hours, share, expected):
    assert percentile([one * HOUR for one in hours], share) == expected * HOUR


@given(some.lists(some.timedeltas(min_value=timedelta(0)), min_size=1))
def test_half_is_never_above_nearly_all(values):
    assert min(values) <= percentile(values, 0.5) <= percentile(values, 0.95) <= max(values)


def test_the_order_is_that_of_the_procedure():
    story = steps(1, ("draft", 0), ("in_review", 1), ("notice", 2), ("ready", 3), ("granted", 4))

    assert [one.state for one in times(story, since=START)] == [
        "draft",
        "in_review",
        "notice",
        "ready",
    ]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "1 hour"),
        (timedelta(minutes=61), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=49), "3 days"),
    ],
)
def test_lengths_in_words(length, words):
    assert spoken(length) == words


def test_pairs_that_agree():
    decisions = [
        (1, 1, "approve"),
        (2, 1, "approve"),
        (1, 1, "approve"),
        (2, 1, "reject"),
        (3, 1, "reject"),
    ]

    assert agreement(decisions) == Share(1, 2)


def test_a_share_of_nothing_is_nothing():
    assert Share(0, 0).percent == 0


def test_of_a_real_case(cast, travel):
    cases.lose_the_keys(cast)
    cases.granted(cast, travel)

    found = figures()

    assert {one.state for one in found.times} == {"draft", "in_review", "notice", "ready"}
    assert found.complete == Share(1, 1)
    assert found.agreed == Share(1, 1)
    assert found.reverted == Share(0, 1)


def test_staff_read_them(cast, sign_in, travel):
    cases.lose_the_keys(cast)
    cases.in_notice(cast)

    shown = at_work(sign_in, cast.ewa).get("/staff/figures/").content.decode()

    assert "Pairs of reviewers who agreed" in shown
    assert "100%" in shown


def test_the_public_reads_nothing_unless_the_vendor_wishes(client, db):
    assert client.get("/figures/").status_code == 404


def test_the_public_never_reads_of_fewer_than_five_cases(cast, client, settings):
    settings.PUBLIC_FIGURES = True
    cases.lose_the_keys(cast)
    cases.in_notice(cast)

    shown = client.get("/figures/", headers={"accept-language": "en"}).content.decode()

    assert "There were too few cases to tell." in shown
    assert "100%" not in shown
    assert str(State.IN_REVIEW.label) not in shown
