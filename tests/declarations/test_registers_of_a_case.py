"""What registers say is read when a case is sent in, looked at or about to be granted, and kept with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from klucznik.companies.registries import Answer
from klucznik.core import clock
from klucznik.declarations.actions.evidence import erase_files
from klucznik.declarations.models import Declaration, RegisterSnapshot
from klucznik.declarations.registers import (
    known,
    registered_email,
    representation_changed,
    snapshots,
)
from klucznik.declarations.tasks import read_registers, sweep_cases
from klucznik.jobs import worker
from klucznik.jobs.models import Job
from klucznik.jobs.queue import TALKING
from tests.cast import Cast
from tests.declarations import cases, said
from tests.declarations.said import Court

TASK = "declarations.read_registers"


@pytest.fixture
def registers(settings: Any) -> None:
    said.begin(settings)


@pytest.fixture
def case(cast: Cast, registers: None) -> Declaration:
    """Dorota's case, sent in, its registers read."""
    return said.sent_in(cast)


def test_a_case_that_is_sent_in_has_its_registers_read(case: Declaration) -> None:
    krs, white_list = snapshots(case)

    assert (krs.register, krs.answer) == ("krs", "yes")
    assert krs.facts["representatives"][0]["masked"] is True
    assert krs.facts["reference"] == "ref-1"
    assert krs.representation_hash
    assert (white_list.register, white_list.representation_hash) == ("white_list", "")
    assert registered_email(case) == "zarzad@alfa.example"
    assert Court.asked == [False]


def test_without_registers_nothing_is_read_and_nothing_can_have_changed(
    cast: Cast, travel: Any
) -> None:
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    worker.drain()
    sweep_cases()

    assert not RegisterSnapshot.objects.exists()
    assert not Job.objects.filter(task=TASK).exists()
    assert representation_changed(case) is False


def test_a_reviewer_who_opens_it_a_day_later_has_them_read_again(
    cast: Cast, case: Declaration, sign_in: Any, travel: Any
) -> None:
    browser = sign_in(cast.filip, factor=True)
    browser.post("/staff/", {"reason": "Sprawy"})
    address = f"/staff/cases/{case.public_id}/"
    browser.get(address)
    soon = Job.objects.filter(task=TASK, done_at=None).count()
    travel(hours=25)
    browser.get(address)
    browser.get(address)

    assert soon == 0
    assert Job.objects.filter(task=TASK, done_at=None).count() == 1


def test_before_a_grant_may_come_they_are_read_anew_and_while_it_waits_to_be_accepted(
    cast: Cast, case: Declaration, travel: Any
) -> None:
    case = said.approved(cast, case)
    travel(days=1)
    sweep_cases()
    early = len(Court.asked)
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) - 0.1)
    sweep_cases()
    worker.drain()
    before = list(Court.asked)
    cases.let_the_clock_work()

    assert early == 1
    assert before == [False, True]
    assert len(Court.asked) == 2
    travel(days=1)
    cases.let_the_clock_work()
    assert cases.fresh(case).state == "ready"
    travel(days=1)
    cases.let_the_clock_work()
    assert len(Court.asked) >= 3


def test_silent_registers_are_asked_again_later_and_only_they(case: Declaration) -> None:
    Court.says(Answer.UNKNOWN)
    said.read_again(case)
    job = Job.objects.get(task=TASK, done_at=None)
    Job.objects.filter(pk=job.pk).update(next_at=timezone.now())
    Court.says()
    worker.drain()

    assert job.payload["among"] == ["krs"]
    assert timedelta(minutes=1) < job.next_at - timezone.now() < timedelta(minutes=3)
    assert [one.register for one in RegisterSnapshot.objects.order_by("id")] == [
        "krs",
        "white_list",
        "krs",
        "white_list",
        "krs",
    ]


def test_the_same_answer_again_and_again_is_two_rows(case: Declaration, travel: Any) -> None:
    for _ in range(4):
        travel(hours=12)
        said.read_again(case)
    rows = list(RegisterSnapshot.objects.filter(register="krs").order_by("id"))
    Court.says(representation="KAŻDY SAMODZIELNIE")
    said.read_again(case)

    assert [row.read_at > clock.now() - timedelta(hours=1) for row in rows] == [False, True]
    assert RegisterSnapshot.objects.filter(register="krs").count() == 3


def test_after_four_more_tries_it_is_let_be(case: Declaration) -> None:
    Court.says(Answer.UNKNOWN)

    read_registers(case=case.pk, among=["krs"], tried=4)

    assert not Job.objects.filter(task=TASK, done_at=None).exists()


def test_reading_holds_no_lock_while_it_waits() -> None:
    assert TASK in TALKING


def test_silence_takes_nothing_away_from_what_was_said(case: Declaration) -> None:
    Court.says(Answer.UNKNOWN)
    said.read_again(case)

    assert [one.answer for one in snapshots(case)] == ["unknown", "yes"]
    assert [one.answer for one in known(case)] == ["yes", "yes"]
    assert registered_email(case) == "zarzad@alfa.example"


def test_what_was_said_about_an_ended_case_is_dropped_and_goes_with_its_files(
    cast: Cast, case: Declaration
) -> None:
    cases.decided(cast.filip, case, "reject")
    cases.decided(cast.grazyna, case, "reject")
    said.read_again(case)
    erase_files(cases.fresh(case))

    assert [one.facts for one in RegisterSnapshot.objects.all()] == [{}, {}]
