"""Which way leads to the keys: the table, line by line, and what is read for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.requests import request_rights, withdraw_request
from klucznik.recovery.errors import AskedLately, AskFirst, DeclaredLately, SignatureNeeded
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Situation, Way, ways
from tests import factories
from tests.declarations import cases

SOON = clock.now() + timedelta(days=20)


@pytest.mark.parametrize(
    ("facts", "recommended", "others"),
    [
        ({"has_role": True}, Way.NONE, []),
        ({"reachable": 2}, Way.ASK, []),
        ({"reachable": 1, "is_waiting": True}, Way.WAIT, []),
        ({"reachable": 1, "was_ignored": True}, Way.DECLARE, [Way.ASK]),
        ({}, Way.DECLARE, []),
        ({"was_invited_first": True}, Way.FIRST_INVITATION, [Way.DECLARE]),
        ({"has_case": True}, Way.CASE, [Way.DECLARE]),
        ({"has_case": True, "reachable": 1}, Way.CASE, [Way.ASK]),
        ({"reachable": 1, "was_refused": True}, Way.ASK, []),
        ({"reachable": 1, "was_refused": True, "blocked_until": SOON}, Way.SUPPORT, []),
        ({"was_refused": True}, Way.SUPPORT, []),
        ({"rejected_cases": 2}, Way.SUPPORT, []),
        ({"abandoned_cases": 3}, Way.SUPPORT, []),
        ({"reachable": 1, "requests_this_week": 3}, Way.SUPPORT, []),
        ({"is_member": False}, Way.SUPPORT, []),
    ],
)
def test_the_table(facts, recommended, others):
    found = ways(Situation(**facts))

    assert found.recommended == recommended
    assert found.others == others


def test_a_declaration_is_closed_while_an_administrator_can_be_asked(cast):
    with pytest.raises(AskFirst):
        cases.draft(cast.bogna, cast.alfa)


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"activated_at": None},
        {"address_bounced_at": clock.now()},
    ],
)
def test_an_administrator_who_cannot_be_reached_opens_it_at_once(cast, change):
    for name, value in change.items():
        setattr(cast.anna, name, value)
    cast.anna.save()

    assert ways(situation(cast.alfa, cast.bogna)).recommended == Way.DECLARE


def test_an_unproven_administrator_of_a_known_company_counts_for_nothing(cast):
    Membership.objects.filter(user=cast.anna).update(proven_at=None)

    facts = situation(cast.alfa, cast.anna)

    assert not facts.has_role
    assert ways(facts).recommended == Way.DECLARE


def test_the_founder_of_an_unknown_company_can_be_asked(cast):
    company = factories.company(known=False)
    factories.membership(company, cast.celina, Role.GLOBAL_ADMINISTRATOR, proven=False)
    factories.membership(company, cast.dorota, Role.ASSOCIATED, proven=False)

    assert situation(company, cast.celina).has_role
    assert ways(situation(company, cast.dorota)).recommended == Way.ASK


def test_whoever_an_administrator_removed_does_not_come_back_on_paper(cast):
    """A dismissed employee connects the company again with a number from an old invoice."""
    end_membership(cases.place_of(cast.bogna, cast.alfa), actor=cast.anna, reason=Reason.REMOVED)
    cases.lose_the_keys(cast)
    factories.membership(
        cast.alfa, cast.bogna, Role.ASSOCIATED, proven=False, joined=Membership.Joined.CONNECTED
    )

    with pytest.raises(SignatureNeeded):
        cases.draft(cast.bogna, cast.alfa)


def test_an_invitation_after_the_removal_makes_up_for_it(cast, travel):
    end_membership(cases.place_of(cast.bogna, cast.alfa), actor=cast.anna, reason=Reason.REMOVED)
    travel(days=1)
    factories.membership(
        cast.alfa, cast.bogna, Role.USER, joined=Membership.Joined.INVITED, joined_at=clock.now()
    )
    cases.lose_the_keys(cast)

    assert cases.draft(cast.bogna, cast.alfa).number.startswith("OSW/")


def test_whoever_left_alone_may_come_back(cast):
    end_membership(cases.place_of(cast.bogna, cast.alfa), actor=cast.bogna, reason=Reason.LEFT)
    cases.lose_the_keys(cast)
    factories.membership(cast.alfa, cast.bogna, Role.ASSOCIATED, proven=False)

    assert cases.draft(cast.bogna, cast.alfa)


def test_who_is_not_in_the_company_prepares_nothing(cast):
    cases.lose_the_keys(cast)

    from klucznik.recovery.errors import NotInCompany

    with pytest.raises(NotInCompany):
        prepare_declaration(cast.celina, cast.alfa, signatories=cases.SIGNATORIES, reason="x" * 20)


def test_two_rejected_declarations_within_ninety_days_are_enough(cast, travel):
    cases.lose_the_keys(cast)
    for _ in range(2):
        case = cases.submitted(cast.dorota, cast.alfa)
        cases.decided(cast.filip, case, "reject")
        cases.decided(cast.grazyna, case, "reject")

    assert ways(situation(cast.alfa, cast.dorota)).recommended == Way.SUPPORT
    travel(days=91)
    assert ways(situation(cast.alfa, cast.dorota)).recommended == Way.DECLARE


def test_nobody_wears_administrators_out_by_asking_and_withdrawing(cast):
    for _ in range(3):
        withdraw_request(
            cast.bogna, request_rights(cast.bogna, cast.alfa, reason="Potrzebuję tych uprawnień.")
        )

    with pytest.raises(AskedLately):
        request_rights(cast.bogna, cast.alfa, reason="Potrzebuję tych uprawnień.")


def test_nobody_wears_others_out_by_sending_and_withdrawing(cast):
    cases.lose_the_keys(cast)
    for _ in range(3):
        withdraw_declaration(cast.dorota, cases.submitted(cast.dorota, cast.alfa))

    with pytest.raises(DeclaredLately):
        cases.draft(cast.dorota, cast.alfa)


def test_where_somebody_could_still_be_asked_the_wait_is_two_weeks_at_least(cast, settings, travel):
    settings.NOTICE_DAYS = 3
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    factories.membership(cast.alfa, cast.celina, Role.GLOBAL_ADMINISTRATOR)
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)

    assert case.notice_ends_at - case.notice_started_at >= timedelta(days=14)


def test_a_short_wait_still_holds_a_whole_working_day(cast, settings):
    from klucznik.declarations.working_days import after_working_days

    settings.NOTICE_DAYS = 1
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)

    assert case.notice_ends_at >= after_working_days(timezone.localtime(case.notice_started_at), 1)
    assert case.notice_ends_at - case.notice_started_at >= timedelta(hours=24)
