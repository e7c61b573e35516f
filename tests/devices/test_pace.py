"""How often programs may ask: buckets that refill, headers that say so, and a wait that is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.devices.api import pace
from klucznik.licensing.models import License
from klucznik.limits.buckets import Buckets, Rate
from tests.devices.programs import post
from tests.devices.test_check import running

RATE = Rate(burst=3, a_second=0.5)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Clock:
    return Clock()


def spend(buckets: Buckets, *keys: str) -> Any:
    return buckets.spend([(key, RATE) for key in keys])


def test_a_burst_passes_and_then_it_waits(time: Clock) -> None:
    buckets = Buckets(time)

    waits = [spend(buckets, "a").wait for _ in range(5)]
    time.now += 2
    later = [spend(buckets, "a").wait for _ in range(2)]

    assert waits == [0, 0, 0, 2, 2]
    assert later == [0, 2]


def test_headers_tell_what_is_left(time: Clock) -> None:
    buckets = Buckets(time)

    told = [spend(buckets, "a").headers for _ in range(4)]

    assert [one["RateLimit-Remaining"] for one in told] == ["2", "1", "0", "0"]
    assert [one["RateLimit-Reset"] for one in told] == ["2", "4", "6", "6"]
    assert {one["RateLimit-Limit"] for one in told} == {"3"}


def test_whoever_is_refused_by_one_bucket_pays_in_none(time: Clock) -> None:
    buckets = Buckets(time)
    for _ in range(3):
        spend(buckets, "license")

    refused = spend(buckets, "device", "license")

    assert refused.wait == 2
    assert spend(buckets, "device").remaining == 2


def test_memory_stays_bounded_and_the_busiest_are_remembered(time: Clock) -> None:
    buckets = Buckets(time, most=10)
    for number in range(100):
        spend(buckets, "busy")
        spend(buckets, f"once-{number}")

    assert len(buckets) == 10
    assert spend(buckets, "busy").wait > 0


def test_a_clock_that_jumps_back_gives_and_takes_nothing(time: Clock) -> None:
    buckets = Buckets(time)
    spend(buckets, "a")
    time.now -= 50

    assert spend(buckets, "a").remaining == 1


@given(st.lists(st.floats(0, 20), max_size=60))
def test_nobody_gets_more_than_the_burst_and_the_rate(pauses: list[float]) -> None:
    time = Clock()
    buckets, passed = Buckets(time), 0
    for pause in pauses:
        time.now += pause
        passed += spend(buckets, "a").wait == 0

    assert passed <= RATE.burst + (time.now - 100) * RATE.a_second + 1e-6


def test_every_answer_of_a_device_says_how_much_is_left(gt: License) -> None:
    program = running(gt)

    answer = program.ask("/check")
    unknown = post("/check", {}, authorization="Bearer kld_unknown")

    assert answer.headers["RateLimit-Limit"] == str(pace.DEVICE.burst)
    assert answer.headers["RateLimit-Remaining"] == str(pace.DEVICE.burst - 1)
    assert "RateLimit-Remaining" in unknown.headers


def test_a_program_in_a_loop_is_told_to_wait_and_others_are_not(
    gt: License, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace.BUCKETS, "_clock", lambda: 0.0)  # however slow this machine is
    wild, calm = running(gt), running(gt)
    statuses = {wild.ask("/heartbeat").status_code for _ in range(pace.DEVICE.burst + 3)}

    refused = wild.ask("/check")

    assert statuses == {200, 429}
    assert (refused.status_code, refused.json()["title"]) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert calm.ask("/check").status_code == 200
