"""Some cases are approved only with a lead among the reviewers: the kind of letter says so, or a register."""

from __future__ import annotations

import pytest

from klucznik.core import clock
from klucznik.declarations.errors import WaitsForLead
from klucznik.declarations.impartiality import may_review, visible_decisions
from klucznik.declarations.leads import needs_lead
from klucznik.declarations.models import RegisterSnapshot, State
from klucznik.recovery.letters import GlobalAdministrator
from tests import factories
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


class ForLeads(GlobalAdministrator):
    """The same letter, of a vendor who wants a lead among those who approve it."""

    needs_lead = True


@pytest.fixture
def for_leads(settings):
    own = f"{ForLeads.__module__}.{ForLeads.__name__}"
    settings.LETTERS = settings.LETTERS | {"global_administrator": own}


def said(case, register: str = "krs", mark: str = "a", **facts) -> RegisterSnapshot:
    return RegisterSnapshot.objects.create(
        declaration=case, register=register, answer="yes", facts=facts, representation_hash=mark
    )


@pytest.mark.parametrize("status", ["liquidation", "bankruptcy", "ended"])
def test_a_register_in_which_others_may_act_for_the_company_asks_for_a_lead(case, status):
    said(case, status=status)

    assert needs_lead(case)


def test_an_entry_of_these_days_asks_for_a_lead(case):
    said(case, changed_on=clock.today().isoformat())

    assert needs_lead(case)


def test_an_old_entry_of_an_active_company_does_not(case):
    said(case, status="active", changed_on="2020-01-02")

    assert not needs_lead(case)


def test_two_reviewers_are_enough_for_a_usual_case(case):
    assert not needs_lead(case)


def test_a_representation_that_changed_while_the_case_was_open_asks_for_a_lead(case):
    said(case, mark="before")
    assert not needs_lead(case)

    said(case, mark="after")

    assert needs_lead(case)


def test_two_registers_may_say_different_things(case):
    said(case, "krs", mark="one")
    said(case, "white_list", mark="two")

    assert not needs_lead(case)


def test_two_approvals_wait_for_a_lead_and_stay_blind(cast, case, for_leads):
    third = factories.with_factor(factories.person(email="trzeci@example.com"))
    cases.decided(cast.filip, case)
    waits = cases.decided(cast.grazyna, case)

    assert waits.state == State.IN_REVIEW
    assert not may_review(third, waits)
    assert may_review(cast.henryk, waits, as_lead=True)
    assert visible_decisions(waits, cast.henryk) == []
    with pytest.raises(WaitsForLead):
        cases.decided(third, case)


def test_the_lead_settles_it_either_way(cast, case, for_leads):
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)

    assert cases.decided(cast.henryk, case, "reject", as_lead=True).state == State.REJECTED


def test_a_lead_may_be_one_of_the_two(cast, case, for_leads):
    cases.decided(cast.henryk, case, as_lead=True)

    assert cases.decided(cast.filip, case).state == State.NOTICE


def test_a_lead_who_turns_out_to_be_needed_later_is_still_waited_for(cast, case):
    cases.decided(cast.filip, case)
    said(case, status="liquidation")

    assert cases.decided(cast.grazyna, case).state == State.IN_REVIEW
    assert cases.decided(cast.henryk, case, as_lead=True).state == State.NOTICE
