"""Which way leads to the keys: the table, line by line, and what is read for it."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from klucznik.companies.models import Membership, Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.requests import request_rights, withdraw_request
from klucznik.recovery.errors import AskedLately, AskFirst, DeclaredLately
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Situation, Way, ways
from tests import factories
from tests.declarations import cases

DAY = timedelta(days=1)
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
        (
            {"was_invited_by_office": True, "was_invited_first": True},
            Way.OFFICE_INVITATION,
            [Way.FIRST_INVITATION, Way.DECLARE],
        ),
        ({"has_case": True}, Way.CASE, []),
        ({"has_case": True, "reachable": 1}, Way.CASE, [Way.ASK]),
        ({"is_deputy": True}, Way.DEPUTY, [Way.DECLARE]),
        ({"is_deputy": True, "reachable": 1}, Way.ASK, []),
        ({"is_deputy": True, "reachable": 1, "all_unseen": True}, Way.ASK, [Way.DEPUTY]),
        (
            {"is_deputy": True, "reachable": 1, "was_ignored": True},
            Way.DEPUTY,
            [Way.DECLARE, Way.ASK],
        ),
        ({"is_deputy": True, "vetoed_until": SOON}, Way.DECLARE, []),
        ({"is_deputy": True, "was_refused": True}, Way.DECLARE, []),
        ({"is_deputy": True, "another_runs": True}, Way.DECLARE, []),
        ({"reachable": 1, "was_refused": True}, Way.DECLARE, [Way.ASK]),
        ({"reachable": 1, "was_refused": True, "blocked_until": SOON}, Way.DECLARE, []),
        ({"was_refused": True}, Way.DECLARE, []),
        ({"rejected_cases": 2}, Way.SUPPORT, []),
        ({"abandoned_cases": 3}, Way.SUPPORT, []),
        ({"reachable": 1, "requests_this_week": 3}, Way.SUPPORT, []),
        ({"is_member": False}, Way.CONNECT, []),
    ],
)
def test_the_table(facts, recommended, others):
    found = ways(Situation(**facts))

    assert found.recommended == recommended
    assert found.others == others


EVERYTHING = {
    "is_member": (True, False),
    "has_role": (False, True),
    "reachable": (0, 1),
    "has_case": (False, True),
    "another_runs": (False, True),
    "is_waiting": (False, True),
    "was_ignored": (False, True),
    "was_refused": (False, True),
    "blocked_until": (None, SOON),
    "is_deputy": (False, True),
    "vetoed_until": (None, SOON),
    "all_unseen": (False, True),
    "was_invited_by_office": (False, True),
    "was_invited_first": (False, True),
    "requests_this_week": (0, 3),
    "rejected_cases": (0, 2),
    "abandoned_cases": (0, 3),
}


def as_the_design_says(s):
    """The first row of the table whose situation is this one, in the words of the design."""
    said_no, nobody = s.was_refused, s.reachable == 0
    may_step_in = s.is_deputy and not (s.vetoed_until or said_no or s.another_runs)
    worn_out = s.abandoned_cases >= 3
    deputy = (nobody or s.was_ignored or s.all_unseen) and may_step_in and not worn_out
    declare = (nobody or s.was_ignored or said_no) and s.rejected_cases < 2 and not worn_out
    ask = s.reachable and not s.blocked_until and s.requests_this_week < 3
    rows = [
        (s.has_role, Way.NONE),
        (s.has_case, Way.CASE),
        (not s.is_member, Way.CONNECT),
        (s.is_waiting, Way.WAIT),
        (s.was_invited_by_office, Way.OFFICE_INVITATION),
        (s.was_invited_first, Way.FIRST_INVITATION),
        (ask and not s.was_ignored and not said_no, Way.ASK),
        (deputy, Way.DEPUTY),
        (declare, Way.DECLARE),
        (ask, Way.ASK),
    ]
    return next((way for fits, way in rows if fits), Way.SUPPORT)


def test_every_combination_of_facts_leads_where_the_design_says():
    for values in itertools.product(*EVERYTHING.values()):
        facts = Situation(**dict(zip(EVERYTHING, values, strict=True)))
        found = ways(facts)

        assert found.recommended == as_the_design_says(facts), facts
        everything = [found.recommended, *found.others]
        assert len(everything) == len(set(everything))
        assert (Way.ASK in everything) is (found.no_asking is None)
        assert (Way.DEPUTY in everything) is (found.no_stepping_in is None)
        assert (Way.DECLARE in everything) is (found.no_declaring is None)
        if facts.has_role or not facts.is_member:
            assert {Way.ASK, Way.DEPUTY, Way.DECLARE}.isdisjoint(everything)


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
    settings.EVIDENCE_WAITS = (("signed", 25, 3 * DAY), ("paper", 25, 3 * DAY))
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    factories.membership(cast.alfa, cast.celina, Role.GLOBAL_ADMINISTRATOR)
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)

    assert case.notice_ends_at - case.notice_started_at >= timedelta(days=14)


def test_a_short_wait_still_holds_a_whole_working_day(cast, settings):
    from klucznik.declarations.working_days import after_working_days

    settings.EVIDENCE_WAITS = (("signed", 25, DAY), ("paper", 25, DAY))
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)

    assert case.notice_ends_at >= after_working_days(timezone.localtime(case.notice_started_at), 1)
    assert case.notice_ends_at - case.notice_started_at >= timedelta(hours=24)


def test_administrators_read_how_long_a_request_waits(cast, settings):
    settings.REQUEST_DAYS = 9
    request_rights(cast.bogna, cast.alfa, reason="Prowadzę tu kadry.")

    notice = most_important(cases.place_of(cast.anna, cast.alfa))

    assert "within 9 days" in notice.text
