"""The procedure as a whole, played at random: no acts lead around the two reviewers, the wait and the re-check.

KLUCZNIK_DEEP=1 plays many more and longer games.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.actions.submitting import (
    answer_question,
    submit_declaration,
    withdraw_declaration,
)
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.models import Contest, Decision, Declaration, Notified, State
from klucznik.declarations.states import ENDS, NEXT, may_follow
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.declarations import cases

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
GAMES, MOVES = (300, 40) if DEEP else (4, 14)
PLAYERS = ["filip", "grazyna", "henryk", "dorota", "anna"]

moves = st.one_of(
    st.tuples(
        st.just("decide"),
        st.sampled_from(PLAYERS),
        st.sampled_from(["approve"] * 3 + ["reject", "ask"]),
    ),
    st.tuples(st.just("file"), st.integers(1, 3), st.none()),
    st.tuples(st.just("submit"), st.none(), st.none()),
    st.tuples(st.just("answer"), st.none(), st.none()),
    st.tuples(st.just("wait"), st.sampled_from([0.5, 3, 8, 15]), st.none()),
    st.tuples(st.just("accept"), st.sampled_from(["dorota", "filip"]), st.none()),
    st.tuples(
        st.just("object"),
        st.sampled_from(["former_administrator", "contact", "claimant"]),
        st.none(),
    ),
    st.tuples(st.just("vote"), st.sampled_from(PLAYERS), st.booleans()),
    st.tuples(st.just("undo"), st.sampled_from(PLAYERS), st.none()),
    st.tuples(st.just("withdraw"), st.none(), st.none()),
)


def test_every_state_leads_somewhere_or_is_an_end():
    assert set(NEXT) == set(State)
    assert {state for state, following in NEXT.items() if not following} == set(ENDS)


def test_the_only_ways_into_a_grant_lead_through_the_waiting_period():
    assert {before for before in State if may_follow(before, State.GRANTED)} == {
        State.NOTICE,
        State.READY,
    }
    assert {before for before in State if may_follow(before, State.READY)} == {State.NOTICE}


def pass_days(travel, days):
    travel(days=days)
    cases.let_the_clock_work()


def play(cast, travel, case, move):
    """One act of somebody; a refusal is part of the game."""
    name, who, what = move
    person = getattr(cast, who) if who in PLAYERS else None
    if name == "object" and not Notified.objects.filter(declaration=case).exists():
        return
    acts = {
        "decide": lambda: cases.decided(person, case, what, as_lead=who == "henryk"),
        "file": lambda: add_files(cast.dorota, case, file=[cases.scan(pages=who)]),
        "submit": lambda: submit_declaration(cast.dorota, case),
        "answer": lambda: answer_question(cast.dorota, case),
        "wait": lambda: pass_days(travel, who),
        "accept": lambda: accept_grant(person, case),
        "object": lambda: object_to(
            Notified.objects.select_related("declaration__company").get(
                declaration=case, standing=who
            )
        ),
        "vote": lambda: decide_contest(
            person,
            Contest.objects.select_related("by", "declaration__company")
            .filter(declaration=case)
            .latest("pk"),
            uphold=what,
            note="bo tak",
        ),
        "undo": lambda: undo_grant(person, case, note="bo tak", as_lead=who == "henryk"),
        "withdraw": lambda: withdraw_declaration(cast.dorota, case),
    }
    with suppress(DomainError, Contest.DoesNotExist):
        acts[name]()


def check(cast, case):
    """What must be true after every act."""
    case = Declaration.objects.get(pk=case.pk)
    place = cases.place_of(cast.dorota, cast.alfa)
    holds = place.role == Role.GLOBAL_ADMINISTRATOR
    granted = Event.objects.filter(kind=Kind.DECLARATION_GRANTED, subject_id=case.pk).count()
    ends = Event.objects.filter(
        subject_id=case.pk, kind__in=[f"declaration.{state}" for state in ENDS]
    ).count()
    assert holds == (case.state in (State.GRANTED, State.CLOSED))
    assert granted <= 1
    assert ends == (case.state in ENDS)
    if holds or granted:
        approvals = Decision.objects.filter(
            declaration=case, voided_at=None, verdict="approve", round=case.review_round
        )
        reviewers = {decision.reviewer_id for decision in approvals}
        settled = approvals.filter(as_lead=True).exists()
        assert len(reviewers) >= 2 or settled
        assert not reviewers & {cast.dorota.pk, cast.anna.pk}
        assert case.granted_at - case.notice_started_at >= timedelta(days=14) - timedelta(minutes=1)
    if case.state == State.GRANTED:
        assert place.is_on_probation or case.due_at <= clock.now()


@pytest.mark.django_db
def test_no_game_leads_around_the_procedure(request):
    """Each game runs in a transaction of its own, with the same cast."""
    from django.db import transaction

    cast = request.getfixturevalue("cast")
    travel = request.getfixturevalue("travel")
    cases.lose_the_keys(cast)
    factories.with_factor(cast.dorota)
    case = cases.draft(cast.dorota, cast.alfa)

    @settings(
        max_examples=GAMES,
        deadline=None,
        derandomize=not DEEP,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(moves, min_size=5, max_size=MOVES), st.booleans())
    def game(played, head_start):
        travel.ahead = timedelta()
        with transaction.atomic():
            opening: list[tuple] = [("file", 1, None), ("submit", None, None)]
            opening += [
                ("decide", "filip", "approve"),
                ("decide", "grazyna", "approve"),
                ("wait", 15, None),
            ]
            for move in (opening if head_start else []) + played:
                play(cast, travel, cases.fresh(case), move)
                check(cast, case)
            transaction.set_rollback(True)

    game()
