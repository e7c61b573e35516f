"""Whoever waits for holidays gains nothing: whole working days lie in every wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from klucznik.declarations.waiting import end_of_waiting
from tests.declarations import cases

H, D = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def keys_are_lost(cast):
    """Alfa has no administrator, and Dorota claims the keys."""
    cases.lose_the_keys(cast)


@pytest.mark.parametrize(
    ("start", "wait", "end"),
    [
        # Christmas 2026: the 24th to the 27th are free.
        ("2026-12-23T12:00", 24 * H, "2026-12-28T12:00"),
        ("2026-12-23T12:00", 72 * H, "2026-12-29T12:00"),
        ("2026-12-23T12:00", 7 * D, "2026-12-31T12:00"),
        ("2026-12-23T12:00", 14 * D, "2027-01-08T12:00"),
        ("2026-12-24T09:00", 24 * H, "2026-12-29T00:00"),
        # Easter 2027: Sunday is 28 March, Monday free.
        ("2027-03-25T10:00", 24 * H, "2027-03-26T10:00"),
        ("2027-03-26T10:00", 24 * H, "2027-03-30T10:00"),
        ("2027-03-26T10:00", 72 * H, "2027-03-31T10:00"),
        ("2027-03-26T10:00", 7 * D, "2027-04-02T10:00"),
        # Early May, with the 1st and the 3rd free.
        ("2026-04-30T15:00", 72 * H, "2026-05-05T15:00"),
        ("2026-06-15T10:00", 14 * D, "2026-06-29T10:00"),
    ],
)
def test_whole_working_days_lie_in_every_wait(cast, monkeypatch, start, wait, end):
    monkeypatch.setattr("klucznik.declarations.waiting.waiting_period", lambda case: wait)
    case = cases.draft(cast.dorota, cast.alfa)
    began = timezone.make_aware(datetime.fromisoformat(start))

    assert timezone.localtime(end_of_waiting(case, began)) == timezone.make_aware(
        datetime.fromisoformat(end)
    )
