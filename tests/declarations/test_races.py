"""Two people at the same moment: one of them is first, and the case has one story."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.models import Contest, Declaration, State
from klucznik.declarations.tasks import advance
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import cast as the_cast
from tests import factories
from tests.declarations import cases

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
    from django.db import transaction

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
