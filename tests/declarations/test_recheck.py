"""Between notice and grant things change: each change makes the case end, wait, wait anew or be looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.actions.measures import (
    confirm_end,
    confirm_measure,
    propose_end,
    propose_measure,
)
from klucznik.companies.models import Measure, Role
from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.errors import CompanySuspended, RegisterSilent
from klucznik.declarations.models import Contest, RegisterSnapshot, State
from klucznik.declarations.registers import representation_changed
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases, quiet

FORMER, CONTACT = "anna@example.com", "biuro@alfa.example"


@pytest.fixture
def register(settings):
    settings.REGISTERS = [quiet.PATH]


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def answer(case, told, **facts):
    RegisterSnapshot.objects.create(
        declaration=case,
        register="krs",
        answer="yes" if told else "unknown",
        facts=facts,
        representation_hash=told,
    )


def to_the_end(travel, case):
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)
    return cases.fresh(case)


def happened(kind: Kind) -> int:
    return Event.objects.filter(kind=kind).count()


def told(message) -> set[str]:
    worker.drain()
    return set(
        SentEmail.objects.filter(message=f"declarations/emails/{message}").values_list(
            "address", flat=True
        )
    )


# The register


@pytest.mark.usefixtures("register")
def test_a_register_that_says_the_same_delays_nothing(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    answer(case, "zarząd A")
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    case = to_the_end(travel, cases.fresh(case))
    answer(case, "zarząd A")

    assert representation_changed(case) is False
    assert end_waiting(case).state == State.READY


@pytest.mark.usefixtures("register")
def test_a_changed_register_sends_the_case_back_to_the_reviewers(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    answer(case, "zarząd A")
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    case = to_the_end(travel, cases.fresh(case))
    answer(case, "zarząd B")

    case = end_waiting(case)

    assert (case.state, case.review_round, case.notice_ends_at) == (State.IN_REVIEW, 2, None)
    assert case.promised_at > clock.now()
    assert not case.decisions.filter(voided_at=None).exists()
    assert told("case_otherwise") == {cast.dorota.email}
    assert told("claim_otherwise") == {FORMER, CONTACT}
    cases.decided(cast.filip, case)
    cases.decided(cast.henryk, case, as_lead=True)  # a representation that changed takes a lead
    assert cases.fresh(case).state == State.NOTICE


@pytest.mark.usefixtures("register")
def test_a_register_that_changes_before_the_acceptance_stops_the_grant(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    answer(case, "zarząd A")
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    factories.with_factor(cast.dorota)
    case = to_the_end(travel, cases.fresh(case))
    answer(case, "zarząd A")
    case = end_waiting(case)
    answer(case, "zarząd B")

    assert accept_grant(cast.dorota, cases.fresh(case)).state == State.IN_REVIEW
    assert cases.place_of(cast.dorota, alfa).role == Role.ASSOCIATED


@pytest.mark.usefixtures("register")
def test_a_silent_register_takes_three_days_once_and_never_blocks(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    answer(case, "zarząd A")
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    case = to_the_end(travel, cases.fresh(case))
    answer(case, "")

    case = end_waiting(case)
    assert case.state == State.NOTICE
    assert timedelta(days=2.9) < case.notice_ends_at - clock.now() <= timedelta(days=3)
    assert happened(Kind.DECLARATION_LENGTHENED) == 1
    assert told("claim_otherwise") == {FORMER, CONTACT}

    assert end_waiting(to_the_end(travel, cases.fresh(case))).state == State.READY


@pytest.mark.usefixtures("register")
def test_a_register_silent_at_the_acceptance_is_waited_for_three_days(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    answer(case, "zarząd A")
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    factories.with_factor(cast.dorota)
    case = to_the_end(travel, cases.fresh(case))
    answer(case, "zarząd A")
    case = end_waiting(case)
    before = case.due_at
    answer(case, "")

    case = accept_grant(cast.dorota, cases.fresh(case))
    assert (case.state, case.due_at) == (State.READY, before + timedelta(days=3))
    with pytest.raises(RegisterSilent):
        accept_grant(cast.dorota, cases.fresh(case))

    travel(days=3.1)
    assert accept_grant(cast.dorota, cases.fresh(case)).state == State.GRANTED


# The company


def suspended(cast) -> Measure:
    measure = propose_measure(
        cast.filip, cast.alfa, kind="suspension", reason="fraud", note="Doniesienie."
    )
    return confirm_measure(cast.henryk, measure)


def released(cast, measure):
    confirm_end(cast.henryk, propose_end(cast.filip, measure, note="Umorzone."))
    worker.drain()


def test_nothing_is_granted_in_a_suspended_company_and_the_clock_goes_on_after(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    measure = suspended(cast)
    with pytest.raises(CompanySuspended):
        accept_grant(cast.dorota, cases.fresh(case))

    worker.drain()
    assert cases.fresh(case).is_frozen
    travel(days=60)
    cases.let_the_clock_work()
    assert cases.fresh(case).state == State.READY

    released(cast, measure)
    case = cases.fresh(case)
    assert not case.is_frozen
    assert case.due_at > clock.now() + timedelta(days=10)
    assert accept_grant(cast.dorota, case).state == State.GRANTED


def test_a_suspension_nobody_was_told_of_yet_still_holds(cast, alfa, travel):
    case = cases.in_notice(cast)
    suspended(cast)
    to_the_end(travel, case)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.NOTICE
    assert cases.fresh(case).is_frozen


def test_a_lifted_objection_does_not_start_the_clock_of_a_suspended_company(cast, alfa):
    case = cases.in_notice(cast)
    contest = cases.taken_back(object_to(cases.voice(case, "former_administrator")))
    suspended(cast)
    for reviewer in (cast.filip, cast.grazyna):
        found = Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)
        decide_contest(reviewer, found, uphold=False, note="Bez podstaw.")

    assert cases.fresh(case).is_frozen
