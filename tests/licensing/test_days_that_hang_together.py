"""Unions of periods: whatever overlaps or follows is one; what begins after a gap waits for its day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from klucznik.licensing.periods import Span, counting, union

FIRST = date(2026, 1, 1)


def day(number):
    return FIRST + timedelta(days=number)


days = some.integers(0, 60).map(day)


@some.composite
def spans(draw):
    first = draw(some.integers(0, 60))
    length = draw(some.none() | some.integers(0, 20))
    return Span(day(first), None if length is None else day(first + length))


many = some.lists(spans(), min_size=1, max_size=8)


@given(many)
def test_the_union_holds_on_exactly_the_same_days(given_spans):
    together = union(given_spans)

    for number in range(-2, 90):
        held = any(span.holds(day(number)) for span in given_spans)
        assert sum(span.holds(day(number)) for span in together) == held


@given(many)
def test_between_two_spans_of_a_union_lies_a_day(given_spans):
    together = union(given_spans)

    for earlier, later in itertools.pairwise(together):
        assert earlier.last is not None
        assert later.first - earlier.last > timedelta(days=1)
        assert not earlier.hangs_together(later)


@given(many, some.randoms())
def test_the_order_does_not_matter_and_a_union_of_a_union_is_the_same(given_spans, chance):
    shuffled = list(given_spans)
    chance.shuffle(shuffled)

    assert union(shuffled) == union(given_spans) == union(union(given_spans))


@given(many, days)
def test_what_counts_today_is_what_holds_today_if_anything_does(given_spans, today):
    counts = counting(given_spans, today)

    assert counts in union(given_spans)
    if any(span.holds(today) for span in given_spans):
        assert counts.holds(today)


@given(many, days)
def test_nothing_that_has_not_begun_counts_while_something_has(given_spans, today):
    counts = counting(given_spans, today)

    if any(span.first <= today for span in given_spans):
        assert counts.first <= today


@given(many, spans(), days)
def test_a_period_more_never_ends_it_sooner(given_spans, another, today):
    before, after = counting(given_spans, today), counting([*given_spans, another], today)

    if before.first <= today:
        assert after.last is None or (before.last is not None and after.last >= before.last)


def test_periods_that_follow_each_other_day_by_day_are_one():
    assert union([Span(day(10), day(19)), Span(day(0), day(9))]) == [Span(day(0), day(19))]
    assert union([Span(day(0), day(9)), Span(day(11), day(19))]) == [
        Span(day(0), day(9)),
        Span(day(11), day(19)),
    ]
