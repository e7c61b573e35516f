"""Offices, clients, shares, invitations and places, played at random: what must hold holds after every act.

KLUCZNIK_DEEP=1 plays a thousand games of fifty acts.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from klucznik.companies.models import Membership
from klucznik.offices.life import LEADS, Act
from klucznik.offices.models import Assignment, Power, PowerKind, Share, Side
from tests.offices import invariants
from tests.offices.playing import attempt, begin
from tests.offices.world import World

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
GAMES, ACTS = (1000, 50) if DEEP else (100, 12)

# Office and firm; where something stands at the beginning (playing.begin) comes oftener.
PLACES = [(0, 0), (0, 0), (0, 2), (0, 2), (1, 1), (1, 1), (1, 3), (0, 1), (0, 3), (1, 0)]
place, pick = st.sampled_from(PLACES), st.integers(0, 999)
# Where nothing stands yet; the first office has no place left for it.
FREE = [(0, 1), (0, 3), (1, 0), (1, 2)]
free = st.sampled_from([*FREE, *FREE, *PLACES])
office, firm = st.sampled_from([0, 0, 1]), st.sampled_from([0, 1, 2, 3])
# Heads 0 and 1, employees 2 and 3, outsiders 4 to 7, owners of the third and fourth firm 8 and 9.
anybody, employee = st.integers(0, 9), st.sampled_from([2, 3])
of_client = st.sampled_from([*[World.KEYS] * 6, 4, 5, 8, 9])
mailbox = st.sampled_from(
    ["o0@example.com", "o1@example.com", "firma2@example.com", "x@example.com"]
)
kind = st.sampled_from(list(PowerKind))
MANAGING = ["correct", "send_again", "withdraw"]


class Offices(RuleBasedStateMachine):
    """One game in a world that is there already; it is played in a transaction that is thrown away."""

    travel = None
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.travel.ahead = timedelta()
        self.before = self.now = invariants.look(self.world)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def play(self, act: str, *given) -> bool:
        """What was refused left nothing behind: its transaction was rolled back."""
        done = attempt(self.world, act, *given)
        if done:
            self.before, self.now = self.now, invariants.look(self.world, self.now)
            check(self)
        return done

    def where(self, act: str, pick: int) -> tuple[int, int]:
        """An office and a firm, mostly such that the table of life.py knows the act for their share."""
        fitting = [at for at, state in self.world.shares() if state in LEADS[Act(act)]]
        return fitting[pick % len(fitting)] if fitting and pick % 5 else PLACES[pick % len(PLACES)]

    @rule(at=free, email=mailbox)
    def register_and_share(self, at, email):
        self.play("register", at[0], *at)
        self.play("offer", at[0], *at, email)

    @rule(at=free, email=mailbox)
    def invite_and_come_in(self, at, email):
        self.play("offer", at[0], *at, email)
        self.play("accept_as_invited", *at)

    @rule(pick=pick, email=mailbox, act=st.sampled_from(MANAGING))
    def manage(self, pick, email, act):
        at = self.where(act, pick)
        links = set(self.now.links)
        done = self.play(act, at[0], *at, *([email] if act != "send_again" else []))
        assert not done or set(self.now.links) - links

    @rule(at=place)
    def deregister(self, at):
        self.play("deregister", at[0], *at)

    @rule(who=anybody, pick=pick, email=mailbox, act=st.sampled_from(MANAGING))
    def manage_without_the_right(self, who, pick, email, act):
        """Only the head of this very office manages its clients."""
        at = self.where(act, pick)
        done = self.play(act, who, *at, *([email] if act != "send_again" else []))
        assert not done or who == at[0]

    @rule(pick=pick)
    def accept_as_invited(self, pick):
        self.play("accept_as_invited", *self.where("accept", pick))

    @rule(who=anybody, pick=pick)
    def accept_as_anybody(self, who, pick):
        """Only with the invited mailbox."""
        at = self.where("accept", pick)
        if pick % 2:
            self.play("correct", at[0], *at, self.world.person(who).email)
        mine = self.world.person(who).email in self.world.mailboxes(*at)
        assert not self.play("accept", who, *at) or mine

    @rule(who=of_client, pick=pick, act=st.sampled_from(["agree", "agree", "refuse"]))
    def answer_for_the_client(self, who, pick, act):
        self.play(act, who, *self.where(act, pick))

    @rule(pick=pick)
    def decline(self, pick):
        self.play("decline", *self.where("decline", pick))

    @rule(who=of_client, pick=pick)
    def end_as_client(self, who, pick):
        self.play("end", who, *self.where("end", pick), Side.CLIENT)

    @rule(who=st.sampled_from([0, 1, 1, *range(10)]), pick=pick)
    def end_as_office(self, who, pick):
        at = self.where("end", pick)
        assert not self.play("end", who, *at, Side.OFFICE) or who == at[0]

    @rule(at=place, shown_for=firm)
    def show_the_number(self, at, shown_for):
        """It gives nobody anything."""
        rights = rights_of_all()
        self.play("show_number", *at, shown_for)
        assert rights_of_all() == rights

    @rule(who=of_client, pick=pick, kind=kind, act=st.sampled_from(["take", "take", "give"]))
    def decide_about_powers(self, who, pick, kind, act):
        self.play(act, who, *self.where("withdraw", pick), kind)

    @rule(at=place, whom=employee, act=st.sampled_from(["serve", "serve", "leave_off"]))
    def staff(self, at, whom, act):
        self.play(act, at[0], *at, whom)

    @rule(office=office, whom=employee, to=st.sampled_from([0, 1, 2, 3]), who=anybody)
    def pass_clients_on(self, office, whom, to, who):
        self.play("pass_on", office, office, whom, to)
        assert not self.play("pass_on", who, office, to, whom) or who == office

    @rule(at=place)
    def a_program_runs(self, at):
        self.play("run_program", *at)

    @rule(who=st.sampled_from([2, 3, 4, 5, 8, 9]))
    def leave(self, who):
        self.play("leave", who)

    @rule(who=of_client, firm=firm)
    def close(self, who, firm):
        self.play("close", who, firm)

    @rule(pick=pick)
    def end_and_close(self, pick):
        at = self.where("end", pick)
        self.play("end", World.KEYS, *at, Side.CLIENT)
        self.play("close", World.KEYS, at[1])

    @rule(pick=pick, kind=kind)
    def take_and_give_a_power(self, pick, kind):
        at = self.where("withdraw", pick)
        for act in ("take", "give"):
            self.play(act, World.KEYS, *at, kind)

    @rule(who=st.sampled_from([4, 5, 6]), firm=firm)
    def found(self, who, firm):
        self.play("found", who, firm)

    @rule(firm=firm, act=st.sampled_from(["recognize", "prove", "buy"]))
    def the_vendor_learns(self, firm, act):
        self.play(act, firm)

    @rule(office=office, amount=st.sampled_from([1, 2, 3]))
    def another_size(self, office, amount):
        self.play("size", office, amount)

    @rule(office=office, status=st.sampled_from(["registered", "suspended", "revoked"]))
    def another_state(self, office, status):
        self.play("rest", office, status)

    @rule(days=st.sampled_from([1, 15, 31]))
    def wait(self, days):
        self.travel(days=days)
        self.play("work")


def check(game: Offices) -> None:
    """Everything that must hold, after each single act."""
    world, before, now = game.world, game.before, game.now
    invariants.limits_hold(world, before, now)
    invariants.states_follow_the_table(before)
    invariants.a_client_has_one_share()
    invariants.nothing_outlives_its_relation()
    invariants.links_are_of_now(before, now)
    invariants.offices_stay_outside(world, before, now)
    invariants.keys_are_made_where_nobody_holds_any(before, now)
    invariants.people_see_and_open_what_they_serve(world)
    invariants.each_side_is_told_once(before)


def rights_of_all() -> list[tuple]:
    """Who has which place, what offices may do, and who serves whom."""
    return [
        *Membership.objects.order_by("pk").values_list("pk", "user", "role", "ended_at"),
        *Power.objects.order_by("pk").values_list("pk", "ended_at"),
        *Assignment.objects.order_by("pk").values_list("pk", "member", "ended_at"),
        *Share.objects.order_by("pk").values_list("pk", "accepted_at", "ended_at", "company"),
    ]


@pytest.mark.django_db
def test_no_game_breaks_what_must_hold(travel):
    Offices.travel, Offices.world = travel, begin()

    run_state_machine_as_test(
        Offices,
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
