"""People, roles, offers, deputies, keys and deletions, played at random: what must hold holds after every act.

KLUCZNIK_DEEP=1 plays two thousand games of fifty acts.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Max
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from klucznik.companies.models import Membership, Role
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.actions.handing_over import Afterwards
from tests.members import invariants
from tests.members.acting import Players, attempt, let_the_clock_work, tell

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
GAMES, ACTS = (2000, 50) if DEEP else (20, 20)

someone = st.sampled_from(range(6))
# Whoever holds something at the beginning acts more often than those who do not.
keeper = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 4, 5])
company = st.sampled_from([0, 0, 1])
address = st.sampled_from(["o2@example.com", "o3@example.com", "o5@example.com", "x@example.com"])
role = st.sampled_from([Role.USER, Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR])
days = st.sampled_from([0, 0, 0, 1, 20])


class People(RuleBasedStateMachine):
    """One game; it is played in a transaction that is thrown away."""

    travel = None

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.travel.ahead = timedelta()
        self.players = Players()
        self.started = {
            company.pk: dict(
                Membership.objects.filter(company=company).values_list("user_id", "role")
            )
            for company in self.players.companies
        }
        self.kept = {company.pk: True for company in self.players.companies}
        self.event = self.letter = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @rule(who=keeper, company=company)
    def leave(self, who, company):
        attempt(self.players, "leave", who, company)

    @rule(who=keeper, whom=someone, company=company)
    def remove(self, who, whom, company):
        attempt(self.players, "remove", who, whom, company)

    @rule(who=keeper, whom=someone, company=company, role=role)
    def change_role(self, who, whom, company, role):
        attempt(self.players, "change_role", who, whom, company, role)

    @rule(who=keeper, whom=someone, company=company, then=st.sampled_from(list(Afterwards)))
    def hand_over(self, who, whom, company, then):
        attempt(self.players, "hand_over", who, whom, company, then)

    @rule(
        who=keeper,
        whom=someone,
        company=company,
        act=st.sampled_from(["name_deputy", "name_deputy", "dismiss"]),
    )
    def manage_deputies(self, who, whom, company, act):
        attempt(self.players, act, who, whom, company)

    @rule(
        who=someone,
        company=company,
        act=st.sampled_from(["accept_deputyship", "decline_deputyship", "resign"]),
    )
    def answer_as_deputy(self, who, company, act):
        attempt(self.players, act, who, company)

    @rule(who=keeper, company=company, email=address, role=role, days=days)
    def invite(self, who, company, email, role, days):
        attempt(self.players, "invite", who, company, email, role, days)

    @rule(who=keeper, company=company, email=address, role=role)
    def change_invitation(self, who, company, email, role):
        attempt(self.players, "change_invitation", who, company, email, role)

    @rule(
        who=keeper,
        company=company,
        email=address,
        act=st.sampled_from(["send_again", "revoke", "decline", "allow_another"]),
    )
    def manage_invitations(self, who, company, email, act):
        attempt(self.players, act, who, company, email)

    @rule(
        who=someone,
        company=company,
        email=address,
        act=st.sampled_from(["accept", "accept", "accept", "ask_with_another"]),
    )
    def answer_invitations(self, who, company, email, act):
        attempt(self.players, act, who, company, email)

    @rule(number=st.sampled_from([2, 3, 5]), company=company)
    def accept_ones_own(self, number, company):
        attempt(self.players, "accept", number, company, f"o{number}@example.com")

    @rule(who=someone, company=company)
    def connect(self, who, company):
        attempt(self.players, "connect", who, company)

    @rule(who=keeper, whom=someone, company=company, days=days)
    def limit(self, who, whom, company, days):
        attempt(self.players, "limit", who, whom, company, days)

    @rule(who=keeper, whom=someone, company=company, opens=st.booleans())
    def tick(self, who, whom, company, opens):
        attempt(self.players, "tick", who, whom, company, opens)

    @rule(
        who=someone,
        company=company,
        act=st.sampled_from(["ask_access", "give_access", "ask_rights", "close", "found"]),
    )
    def ask(self, who, company, act):
        attempt(self.players, act, who, company)

    @rule(who=keeper, company=company, role=role)
    def give_rights(self, who, company, role):
        attempt(self.players, "give_rights", who, company, role)

    @rule(who=someone, act=st.sampled_from(["ask_deletion", "stop_deletion"]))
    def delete(self, who, act):
        attempt(self.players, act, who)

    @rule()
    def recognize(self):
        attempt(self.players, "recognize")

    @rule(days=st.sampled_from([1, 8, 31]))
    def wait(self, days):
        self.travel(days=days)
        let_the_clock_work()

    @invariant()
    def what_must_hold_holds(self):
        tell()
        invariants.rights_hang_on_places()
        invariants.places_are_of_the_living()
        for company in self.players.companies:
            self.kept[company.pk] = invariants.keys_are_never_lost_silently(
                company, before=self.kept[company.pk], since=self.event
            )
            invariants.limits_hold(company)
            invariants.roles_follow_from_the_history(company, self.started[company.pk])
        invariants.only_those_concerned_are_written_to(self.letter)
        self.event = Event.objects.aggregate(last=Max("pk"))["last"] or 0
        self.letter = SentEmail.objects.aggregate(last=Max("pk"))["last"] or 0


@pytest.mark.django_db
def test_no_game_breaks_what_must_hold(travel):
    People.travel = travel

    run_state_machine_as_test(
        People,
        settings=settings(
            max_examples=GAMES,
            stateful_step_count=ACTS,
            deadline=None,
            derandomize=not DEEP,
            phases=[Phase.generate, Phase.shrink] if DEEP else [Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
