"""Two people at the same moment: one of them is first, and the case has one story."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.anew import follow_account
from klucznik.declarations.actions.appealing import appeal
from klucznik.declarations.actions.codes import answer_code, send_code
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.models import Contest, Declaration, State
from klucznik.declarations.scoring import Proof
from klucznik.declarations.tasks import advance
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from tests import cast as the_cast
from tests import factories
from tests.declarations import cases, evidence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    return the_cast.gather()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all at the same moment; what each gave or raised."""
    gate = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        for _ in range(20):
            try:
                results[place] = acts[place]() or "done"
                break
            except DomainError as refusal:
                results[place] = refusal
                break
            except OperationalError:
                continue
        connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def lose(people):
    with transaction.atomic():
        cases.lose_the_keys(people)


def ready(people, travel):
    lose(people)
    case = cases.ready(people, travel)
    factories.with_factor(people.dorota)
    return case


def test_two_reviewers_at_once_start_one_waiting_period(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)

    at_once(lambda: cases.decided(people.filip, case), lambda: cases.decided(people.grazyna, case))

    assert cases.fresh(case).state == State.NOTICE
    assert Event.objects.filter(kind=Kind.DECLARATION_NOTICE_STARTED).count() == 1


def test_one_reviewer_in_two_windows_decides_once(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)

    at_once(*[lambda: cases.decided(people.filip, case)] * 2)

    assert cases.fresh(case).state == State.IN_REVIEW
    assert case.decisions.count() == 1


def test_accepting_while_somebody_objects_has_one_outcome(people, travel):
    case = ready(people, travel)
    voice = cases.voice(case, "former_administrator")

    at_once(lambda: accept_grant(people.dorota, cases.fresh(case)), lambda: object_to(voice))

    case = cases.fresh(case)
    holds = cases.place_of(people.dorota, people.alfa).role == Role.GLOBAL_ADMINISTRATOR
    assert holds == (case.state == State.GRANTED)
    if Contest.objects.exists():
        assert case.is_frozen


def test_accepting_twice_grants_once(people, travel):
    case = ready(people, travel)

    at_once(*[lambda: accept_grant(people.dorota, cases.fresh(case))] * 2)

    assert Event.objects.filter(kind=Kind.DECLARATION_GRANTED).count() == 1


def test_accepting_and_withdrawing_end_in_one_of_both(people, travel):
    case = ready(people, travel)

    at_once(
        lambda: accept_grant(people.dorota, cases.fresh(case)),
        lambda: withdraw_declaration(people.dorota, cases.fresh(case)),
    )

    case = cases.fresh(case)
    holds = cases.place_of(people.dorota, people.alfa).role == Role.GLOBAL_ADMINISTRATOR
    assert case.state == (State.GRANTED if holds else State.WITHDRAWN)


def test_two_workers_take_one_step(people, travel):
    lose(people)
    case = cases.in_notice(people)
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.1)

    at_once(*[lambda: advance(case=case.pk)] * 3)

    assert cases.fresh(case).state == State.READY
    assert Event.objects.filter(kind=Kind.DECLARATION_READY).count() == 1


def test_two_drafts_at_once_are_one(people):
    lose(people)

    at_once(*[lambda: cases.draft(people.dorota, people.alfa)] * 3)

    assert Declaration.objects.count() == 1


def test_two_right_answers_at_once_count_once(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example")
    send_code(people.dorota, case, proof=Proof.REGISTER_CODE)
    code = evidence.code(case, Proof.REGISTER_CODE)
    found = cases.fresh(case)

    answers = at_once(
        *[lambda: answer_code(people.dorota, found, proof=Proof.REGISTER_CODE, code=code)] * 2
    )

    assert evidence.row(case, Proof.REGISTER_CODE).status == "valid"
    assert not [one for one in answers if isinstance(one, Exception)]
    assert Event.objects.filter(kind=Kind.DECLARATION_PROOF_CHANGED).count() == 1


def test_guesses_at_once_are_all_counted(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example")
    send_code(people.dorota, case, proof=Proof.REGISTER_CODE)
    found = cases.fresh(case)

    at_once(
        *[lambda: answer_code(people.dorota, found, proof=Proof.REGISTER_CODE, code="AAAAAAAA")] * 7
    )

    row = evidence.row(case, Proof.REGISTER_CODE)
    assert (row.tries, row.status) == (5, "pending")


def test_evidence_while_the_wait_ends_leaves_one_story(people, travel):
    lose(people)
    case = cases.in_notice(people)
    evidence.register(case, email="zarzad@alfa-piekarnia.example")
    send_code(people.dorota, cases.fresh(case), proof=Proof.REGISTER_CODE)
    code = evidence.code(case, Proof.REGISTER_CODE)
    found = cases.fresh(case)
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.1)

    at_once(
        lambda: advance(case=case.pk),
        lambda: answer_code(people.dorota, found, proof=Proof.REGISTER_CODE, code=code),
    )

    assert cases.fresh(case).state == State.READY
    assert not Event.objects.filter(kind=Kind.DECLARATION_SHORTENED).exists()


def test_an_objection_at_the_instant_of_a_grant_without_acceptance(people, travel):
    """The clock grants at the end of the wait; whoever objects at that moment is either in time or undoes."""
    lose(people)
    case = cases.in_notice(people)
    Declaration.objects.filter(pk=case.pk).update(kind="first_administrator")
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.1)
    voice = cases.voice(case, "former_administrator")

    at_once(lambda: advance(case=case.pk), lambda: object_to(voice))

    case = cases.fresh(case)
    assert case.state in (State.NOTICE, State.GRANTED)
    assert Event.objects.filter(kind=Kind.FIRST_GRANTED).count() == (case.state == State.GRANTED)
    if Contest.objects.exists():
        assert case.is_frozen
    else:
        assert case.state == State.GRANTED


def test_approving_while_the_claimant_withdraws_has_one_outcome(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)
    cases.decided(people.filip, case)

    at_once(
        lambda: cases.decided(people.grazyna, case),
        lambda: withdraw_declaration(people.dorota, cases.fresh(case)),
    )

    case = cases.fresh(case)
    assert case.state in (State.NOTICE, State.WITHDRAWN)
    started = Event.objects.filter(kind=Kind.DECLARATION_NOTICE_STARTED).count()
    withdrawn = Event.objects.filter(kind=Kind.DECLARATION_WITHDRAWN).count()
    assert withdrawn == (case.state == State.WITHDRAWN)
    assert started + withdrawn >= 1


def test_of_two_cases_approved_at_once_one_waits_for_its_turn(people):
    lose(people)
    first = cases.submitted(people.dorota, people.alfa)
    second = cases.submitted(people.bogna, people.alfa)
    for case in (first, second):
        cases.decided(people.filip, case)

    at_once(
        lambda: cases.decided(people.grazyna, first), lambda: cases.decided(people.grazyna, second)
    )

    states = sorted(cases.fresh(case).state for case in (first, second))
    assert states == [State.IN_REVIEW, State.NOTICE]
    waiting = Declaration.objects.get(state=State.IN_REVIEW)
    assert waiting.due_at is not None


def test_two_appeals_at_once_are_one(people):
    lose(people)
    case = cases.submitted(people.dorota, people.alfa)
    for reviewer in (people.filip, people.grazyna):
        cases.decided(reviewer, case, "reject")

    at_once(*[lambda: appeal(people.dorota, cases.fresh(case), words="Nie tak.")] * 3)

    assert Declaration.objects.filter(appeal_of=case).count() == 1


def test_a_changed_second_step_and_the_acceptance_at_once(people, travel):
    case = ready(people, travel)
    with transaction.atomic():
        record(Kind.ACCOUNT_FACTOR_REMOVED, actor=people.dorota, person=people.dorota)

    at_once(
        lambda: accept_grant(people.dorota, cases.fresh(case)),
        lambda: follow_account(cases.fresh(case)),
    )

    assert cases.fresh(case).state == State.NOTICE
    assert Event.objects.filter(kind=Kind.DECLARATION_RESTARTED).count() == 1
