"""Evidence that comes while others can object makes the wait shorter, within bounds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from klucznik.core import clock
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.proving import weigh_again
from klucznik.declarations.errors import NotNow
from klucznik.declarations.models import Declaration
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import take
from klucznik.declarations.waiting import soonest_end
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from tests.declarations import cases, evidence

H, D = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def keys_are_lost(cast):
    """Alfa has no administrator, and Dorota claims the keys."""
    cases.lose_the_keys(cast)


def waited(case: Declaration) -> timedelta:
    return case.notice_ends_at - case.notice_started_at


def change_contact(cast):
    """Somebody in the company gave it another address."""
    with transaction.atomic():
        record(Kind.COMPANY_CHANGED, actor=cast.bartek, company=cast.alfa, fields=["email"])


def later(case, proof=Proof.REGISTER_CODE):
    """Evidence that comes while others can object."""
    with transaction.atomic():
        evidence.put(case, proof, key="later")
        return weigh_again(take(cases.fresh(case)))


def test_new_evidence_makes_the_wait_shorter_and_tells_everybody(cast, deliver):
    case = cases.in_notice(cast)
    deliver()
    mail.outbox.clear()
    before = case.notice_ends_at

    case = later(case)
    deliver()

    assert 7 * D <= waited(case) < before - case.notice_started_at
    assert case.due_at == case.notice_ends_at
    assert Event.objects.filter(kind=Kind.DECLARATION_SHORTENED).count() == 1
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"dorota@example.com", "anna@example.com", "biuro@alfa.example"}
    assert "/cases/objection/" in told["anna@example.com"].body
    assert "became shorter" in told["anna@example.com"].body
    assert "/cases/objection/" not in told["dorota@example.com"].body


def test_the_same_evidence_again_changes_nothing(cast):
    case = later(cases.in_notice(cast))

    again = later(case)

    assert again.due_at == case.due_at
    assert Event.objects.filter(kind=Kind.DECLARATION_SHORTENED).count() == 1


def test_a_shortened_wait_still_leaves_a_day_and_a_working_day(cast, travel):
    case = cases.in_notice(cast)
    travel(days=8)

    case = later(case)

    now = clock.now()
    assert case.due_at >= now + 24 * H - timedelta(seconds=5)
    assert case.due_at >= soonest_end(now) - timedelta(seconds=5)
    with pytest.raises(NotNow):
        end_waiting(cases.fresh(case))


def test_a_wait_that_is_nearly_over_is_never_made_longer(cast, travel):
    case = cases.in_notice(cast)
    travel(days=(case.due_at - clock.now()) / D - 0.4)

    assert later(case).due_at == case.due_at


@pytest.mark.parametrize("field", ["frozen_at", "lengthened_at", "postponed_at"])
def test_a_wait_that_stands_still_or_was_made_longer_stays_as_it_is(cast, field):
    case = cases.in_notice(cast)
    Declaration.objects.filter(pk=case.pk).update(**{field: clock.now()})

    assert later(case).due_at == case.due_at


def test_evidence_before_the_approval_moves_no_clock(cast):
    case = cases.submitted(cast.dorota, cast.alfa)

    assert later(case).due_at is None
    assert not Event.objects.filter(kind=Kind.DECLARATION_SHORTENED).exists()


def test_what_weakens_later_does_not_lengthen_a_running_wait(cast):
    case = cases.in_notice(cast)
    change_contact(cast)

    assert later(case, Proof.INVOICE).due_at == case.due_at
