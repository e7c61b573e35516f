"""Offers, answers, stops and time, played at random: what must hold holds after every act.

KLUCZNIK_DEEP=1 plays longer.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.models import Event
from klucznik.licensing.actions.stopping import resume_license, suspend_license
from klucznik.licensing.actions.transferring import decline_transfer, withdraw_transfer
from klucznik.licensing.models import License, Transfer
from klucznik.licensing.tasks import expire_transfers
from tests import factories
from tests.licensing.deals import accept, fresh, offer

GAMES, ACTS = (300, 40) if os.environ.get("KLUCZNIK_DEEP") else (15, 20)
side = st.sampled_from([0, 1, 2])


class Deals(RuleBasedStateMachine):
    """Three companies and one license; each game is thrown away."""

    travel = None

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.travel.ahead = timedelta()
        self.companies = [factories.company(f"Firma {number}") for number in range(3)]
        self.keepers = [factories.person() for _ in self.companies]
        for company, keeper in zip(self.companies, self.keepers, strict=True):
            factories.membership(company, keeper, Role.GLOBAL_ADMINISTRATOR)
        self.license = factories.license(self.companies[0])
        self.number = self.license.number

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def now(self) -> License:
        return License.objects.select_related("company", "product").get(pk=self.license.pk)

    def attempt(self, act, *who) -> None:
        owner, done = self.now().company, Transfer.objects.filter(done_at__isnull=False).count()
        try:
            with transaction.atomic():
                act(*who)
        except DomainError:
            assert self.now().company == owner
            assert Transfer.objects.filter(done_at__isnull=False).count() == done

    @rule(who=side, to=side)
    def offers(self, who, to):
        self.attempt(offer, self.keepers[who], self.now(), self.companies[to])

    @rule(who=side)
    def accepts(self, who):
        for given in Transfer.objects.filter(receiver=self.companies[who]).order_by("-pk")[:2]:
            self.attempt(accept, self.keepers[who], fresh(given))

    @rule(who=side)
    def declines(self, who):
        for given in Transfer.objects.order_by("-pk")[:1]:
            self.attempt(decline_transfer, self.keepers[who], fresh(given))

    @rule(who=side)
    def withdraws(self, who):
        for given in Transfer.objects.order_by("-pk")[:1]:
            self.attempt(withdraw_transfer, self.keepers[who], fresh(given))

    @rule()
    def suspend_or_resume(self):
        if self.now().status == "suspended":
            resume_license(None, self.now())
        else:
            suspend_license(None, self.now(), reason="Unpaid")

    @rule(days=st.sampled_from([1, 8, 15]), works=st.booleans())
    def time_passes(self, days, works):
        self.travel(days=days)
        if works:
            expire_transfers()

    @invariant()
    def the_owner_is_who_took_it_over_last(self):
        last = Transfer.objects.filter(done_at__isnull=False).order_by("-done_at", "-pk").first()
        license = self.now()
        assert license.company == (last.receiver if last else self.companies[0])
        assert license.number == self.number

    @invariant()
    def at_most_one_offer_is_open_and_it_is_the_owners(self):
        open_ones = list(Transfer.objects.open())
        assert len(open_ones) <= 1
        assert all(one.giver == self.now().company for one in open_ones)

    @invariant()
    def each_change_of_owner_is_told_in_both_histories(self):
        for given in Transfer.objects.filter(done_at__isnull=False):
            told = Event.objects.filter(subject_type=Transfer._meta.label, subject_id=given.pk)
            assert told.filter(kind="license.given", company=given.giver).count() == 1
            assert told.filter(kind="license.taken_over", company=given.receiver).count() == 1
            assert given.done_at <= given.expires_at
            assert len(given.giver_statement) == len(given.receiver_statement) == 64
        assert clock.now()


@pytest.mark.django_db
def test_whatever_is_played_a_license_has_one_owner_with_both_consents(travel):
    Deals.travel = travel
    played = settings(
        max_examples=GAMES,
        stateful_step_count=ACTS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    run_state_machine_as_test(Deals, settings=played)
