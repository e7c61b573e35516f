"""How long a judgement can be relied on: held against a walk through every hour of the time to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from klucznik.catalog.rules import Mode, Rules
from klucznik.devices.judging import RANK, holds_until, next_contact
from klucznik.licensing.life import Status
from klucznik.licensing.validation import Facts, judge

NOW = datetime(2026, 10, 20, 12, 34, 56, tzinfo=UTC)
TODAY = date(2026, 10, 20)
near = st.integers(-20, 20).map(lambda days: TODAY + timedelta(days=days))
rules = st.builds(
    Rules,
    unregistered_days=st.sampled_from([0, 3, 10]),
    unregistered_end=st.sampled_from(Mode.values),
    grace_days=st.sampled_from([0, 2, 14]),
    at_end=st.sampled_from(Mode.values),
    check_days=st.sampled_from([0, 1, 7]),
    offline_days=st.sampled_from([0, 1, 14]),
    seating=st.sampled_from(["named", "floating"]),
)
facts = st.builds(
    Facts,
    now=st.integers(0, 23).map(lambda hour: NOW + timedelta(hours=hour)),
    status=st.sampled_from(Status.values),
    valid_from=st.integers(-60, 5).map(lambda days: TODAY + timedelta(days=days)),
    valid_to=st.none() | near,
    rules=rules,
    is_trial=st.booleans(),
    first_used_at=st.none() | st.integers(0, 12).map(lambda days: NOW - timedelta(days=days)),
    holds_seat=st.booleans(),
    is_released=st.booleans(),
    is_version_covered=st.none() | st.booleans(),
)


@given(facts)
@settings(max_examples=400, deadline=None)
def test_until_then_nothing_gets_worse_and_then_it_does(given_facts: Facts) -> None:
    used = replace(given_facts, first_used_at=given_facts.first_used_at or given_facts.now)
    until, told = holds_until(given_facts), RANK[judge(used).mode]
    latest = given_facts.now + timedelta(days=given_facts.rules.offline_days)

    assert given_facts.now <= until <= latest
    hour = given_facts.now
    while hour < until:
        assert RANK[judge(replace(used, now=hour)).mode] <= told
        hour += timedelta(hours=1)
    if until < latest:
        assert RANK[judge(replace(used, now=until)).mode] > told


@given(facts)
@settings(max_examples=400, deadline=None)
def test_the_program_asks_again_when_something_changes(given_facts: Facts) -> None:
    used = replace(given_facts, first_used_at=given_facts.first_used_at or given_facts.now)
    contact, told = next_contact(given_facts), judge(used).verdict

    assert contact > given_facts.now
    if not given_facts.rules.is_floating:
        hour = given_facts.now
        while hour < contact:
            assert judge(replace(used, now=hour)).verdict == told
            hour += timedelta(hours=1)
