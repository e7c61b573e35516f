"""What time does to cases: reminders, ends of states, erasure; twice is as good as once, and jumps do no harm."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.declarations.errors import EvidenceMissing
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.papers import case_key, current_files
from klucznik.declarations.tasks import advance, erase_old_evidence
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests.declarations import cases


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def happened(kind: Kind) -> int:
    return Event.objects.filter(kind=kind).count()


def after(travel, **by) -> None:
    travel(**by)
    cases.let_the_clock_work()


def test_the_waiting_period_says_half_time_and_the_last_day(cast, alfa, travel):
    cases.in_notice(cast)
    after(travel, days=7.1)
    after(travel, hours=1)
    after(travel, days=6)
    after(travel, hours=1)

    assert happened(Kind.DECLARATION_NOTICE_HALFWAY) == 1
    assert happened(Kind.DECLARATION_NOTICE_ENDING) == 1
    told = [letter for letter in mail.outbox if "anna@example.com" in letter.to]
    assert len(told) == 4  # submitted, started, half time, last day


def test_the_waiting_period_ends_in_ready(cast, alfa, travel):
    case = cases.in_notice(cast)
    after(travel, days=14.1)

    assert cases.fresh(case).state == State.READY


def test_rights_that_nobody_accepts_expire(cast, alfa, travel):
    case = cases.ready(cast, travel)
    after(travel, days=8)
    assert happened(Kind.DECLARATION_REMINDED) == 1
    after(travel, days=7)

    assert cases.fresh(case).state == State.EXPIRED
    assert cases.fresh(case).outcome_reason == "not_accepted"


def test_a_question_is_reminded_of_and_then_expires(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    cases.decided(cast.filip, case, "ask")
    after(travel, days=7.1)
    after(travel, days=5.1)
    assert happened(Kind.DECLARATION_REMINDED) == 2
    after(travel, days=2)

    assert cases.fresh(case).state == State.EXPIRED


def test_a_draft_expires_after_thirty_days(cast, alfa, travel):
    case = cases.draft(cast.dorota, alfa)
    after(travel, days=29)
    assert cases.fresh(case).state == State.DRAFT
    after(travel, days=2)

    assert cases.fresh(case).state == State.EXPIRED
    assert not [letter for letter in mail.outbox if "anna@example.com" in letter.to]


def test_the_probation_ends_in_full_rights(cast, alfa, travel):
    case = cases.granted(cast, travel)
    after(travel, days=14.1)

    assert cases.fresh(case).state == State.CLOSED
    assert not cases.place_of(cast.dorota, alfa).is_on_probation


def test_a_jump_of_the_clock_takes_one_step_at_a_time(cast, alfa, travel):
    case = cases.in_notice(cast)
    after(travel, days=365)

    assert cases.fresh(case).state == State.READY


def test_doing_the_same_piece_of_work_twice_changes_nothing(cast, alfa, travel):
    case = cases.in_notice(cast)
    travel(days=14.1)
    advance(case=case.pk)
    advance(case=case.pk)

    assert cases.fresh(case).state == State.READY
    assert happened(Kind.DECLARATION_READY) == 1


def test_an_early_piece_of_work_does_nothing(cast, alfa):
    case = cases.in_notice(cast)
    advance(case=case.pk)

    assert cases.fresh(case).state == State.NOTICE


def test_the_case_of_a_deleted_account_ends(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    cast.dorota.deleted_at = clock.now()
    cast.dorota.save()
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.EXPIRED


def test_files_of_a_refused_case_are_erased_after_thirty_days(
    cast, alfa, travel, django_capture_on_commit_callbacks
):
    case = cases.submitted(cast.dorota, alfa)
    file, key = current_files(case).get(), case_key(case)
    cases.decided(cast.filip, case, "reject")
    cases.decided(cast.grazyna, case, "reject")
    cases.let_the_clock_work()
    travel(days=29)
    erase_old_evidence()
    worker.drain()
    assert storage.read(file.ref, case_key=key)

    travel(days=2)
    with django_capture_on_commit_callbacks(execute=True):
        erase_old_evidence()
        worker.drain()

    file.refresh_from_db()
    assert file.erased_at is not None
    assert Declaration.objects.get(pk=case.pk).wrapped_key is None
    with pytest.raises(EvidenceMissing):
        storage.read(file.ref, case_key=key)
    assert not SentEmail.objects.filter(recipient=None).exclude(address="").exists()
    assert case.decisions.count() == 2
