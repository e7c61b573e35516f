"""Before a grant: whether who represents the company is still what each approving reviewer saw; when a lead looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from klucznik.companies.registries import Answer, Representative, Status
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.declarations.registers import (
    doubts,
    needs_lead_because_of_register,
    representation_changed,
)
from klucznik.jobs import worker
from tests.cast import Cast
from tests.declarations import cases, said
from tests.declarations.said import Court, List


@pytest.fixture
def registers(settings: Any) -> None:
    said.begin(settings)


@pytest.fixture
def case(cast: Cast, registers: None) -> Declaration:
    """Dorota's case, sent in, its registers read."""
    return said.sent_in(cast)


def test_nothing_changed(cast: Cast, case: Declaration) -> None:
    case = said.approved(cast, case)
    Court.says(representatives=said.BOARD[::-1], representation="dwaj  łącznie")
    said.read_again(case)

    assert representation_changed(case) is False


@pytest.mark.parametrize(
    "now",
    [
        {"representatives": said.BOARD[:1]},
        {"representatives": (*said.BOARD, Representative("C*** C****", "CZŁONEK ZARZĄDU"))},
        {"representation": "KAŻDY SAMODZIELNIE"},
        {"status": Status.BANKRUPTCY},
    ],
)
def test_another_board_another_rule_or_a_bankruptcy_is_a_change(
    cast: Cast, case: Declaration, now: dict[str, Any]
) -> None:
    case = said.approved(cast, case)
    Court.says(**now)
    said.read_again(case)

    assert representation_changed(case) is True


def test_that_the_company_is_gone_is_a_change(cast: Cast, case: Declaration) -> None:
    case = said.approved(cast, case)
    Court.says(Answer.NO)
    said.read_again(case)

    assert representation_changed(case) is True


def test_a_change_between_the_two_reviewers_is_one_too(cast: Cast, case: Declaration) -> None:
    cases.decided(cast.filip, case)
    Court.says(representation="KAŻDY SAMODZIELNIE")
    said.read_again(case)
    case = cases.fresh(cases.decided(cast.grazyna, case))

    assert representation_changed(case) is True


def test_where_nobody_had_to_approve_nothing_can_have_changed(case: Declaration) -> None:
    assert representation_changed(case) is False


def test_silence_and_old_answers_are_unknown(cast: Cast, case: Declaration, travel: Any) -> None:
    case = said.approved(cast, case)
    Court.says(Answer.UNKNOWN)
    said.read_again(case)
    silent = representation_changed(case)
    Court.says()
    said.read_again(case)
    again = representation_changed(case)
    travel(hours=25)

    assert (silent, again, representation_changed(case)) == (None, False, None)


def test_what_no_reviewer_saw_cannot_be_compared(cast: Cast, registers: None) -> None:
    cases.lose_the_keys(cast)
    Court.says(Answer.UNKNOWN)
    case = cases.submitted(cast.dorota, cast.alfa)
    worker.drain()
    case = said.approved(cast, case)
    Court.says()
    said.read_again(case)

    assert representation_changed(case) is None


def test_registers_that_name_nobody_never_hold_a_grant_up(
    cast: Cast, registers: None, settings: Any
) -> None:
    settings.REGISTERS = [said.PATHS[1]]
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    worker.drain()

    assert representation_changed(said.approved(cast, case)) is False
    assert List.asked


@pytest.mark.parametrize(
    ("days", "expected"), [(0, ["recent_entry"]), (14, ["recent_entry"]), (15, [])]
)
def test_a_young_entry(case: Declaration, days: int, expected: list[str]) -> None:
    Court.says(changed_on=(clock.today() - timedelta(days=days)).isoformat())
    said.read_again(case)

    assert doubts(case) == expected
    assert needs_lead_because_of_register(case) is bool(expected)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.LIQUIDATION, ["proceedings"]),
        (Status.BANKRUPTCY, ["proceedings"]),
        (Status.RESTRUCTURING, ["proceedings"]),
        (Status.ENDED, ["ended"]),
        (Status.ACTIVE, []),
        (Status.SUSPENDED, []),
    ],
)
def test_proceedings_and_the_end(case: Declaration, status: Status, expected: list[str]) -> None:
    Court.says(status=status)
    said.read_again(case)

    assert doubts(case) == expected


def test_a_day_that_is_none_says_nothing(case: Declaration) -> None:
    Court.says(changed_on="2026-02-31")
    said.read_again(case)

    assert doubts(case) == []
