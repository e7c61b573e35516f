"""Every known way of abusing the procedure, as the study of other portals numbers them: each has its answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from klucznik.companies.actions.data import edit_company
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations import proofs
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.errors import (
    AlreadyContested,
    CaseAlreadyOpen,
    MayNotReview,
    NotNow,
)
from klucznik.declarations.models import (
    Contest,
    Decision,
    Declaration,
    Evidence,
    RegisterSnapshot,
    State,
)
from klucznik.declarations.models import (
    Kind as LetterKind,
)
from klucznik.declarations.scoring import Proof
from klucznik.declarations.states import EFFECTIVE
from klucznik.declarations.waiting import end_of_waiting
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from klucznik.recovery.errors import DeclaredLately
from klucznik.recovery.letters import FirstAdministrator
from klucznik.recovery.program_notices import for_programs
from tests.backoffice.desk import at_work, forget_second_step
from tests.declarations import cases

WEEK = timedelta(days=7)


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


@pytest.fixture
def stranger():
    return Client(headers={"accept-language": "en"})


def to_the_end(travel, case):
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)
    return cases.fresh(case)


def lift(cast, contest):
    """After the day until which the objector may send evidence."""
    for reviewer in (cast.filip, cast.grazyna):
        found = Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)
        decide_contest(reviewer, found, uphold=False, note="Nic nie przysłano.")


def put(case, proof, status, **more):
    with transaction.atomic():
        return proofs.put(case, proof, status, **more)


def test_abuse_01_a_forged_scan_waits_a_week_and_everybody_hears_of_it(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    RegisterSnapshot.objects.create(
        declaration=case, register="krs", answer="yes", facts={"email": "krs@alfa.example"}
    )
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)
    worker.drain()

    assert case.notice_ends_at - case.notice_started_at >= WEEK
    told = set(SentEmail.objects.filter(recipient=None).values_list("address", flat=True))
    assert told == {"anna@example.com", "biuro@alfa.example", "krs@alfa.example"}
    assert [notice.code for notice in for_programs(alfa, cast.alfa_license)] == [
        "rights_in_waiting"
    ]


def test_abuse_02_a_former_administrator_stops_an_ex_employee_who_is_still_connected(cast, alfa):
    case = cases.in_notice(cast)
    contest = object_to(cases.voice(case, "former_administrator"))

    assert contest.freezes
    assert cases.fresh(case).is_frozen


def test_abuse_03_the_word_of_an_accounting_office_alone_grants_nothing(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    put(case, Proof.OFFICE, Evidence.Status.VALID)

    assert cases.fresh(case).state == State.IN_REVIEW
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)
    assert case.notice_ends_at - case.notice_started_at >= WEEK


def test_abuse_04_one_dishonest_reviewer_gets_nowhere(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    cases.decided(cast.filip, case)
    with pytest.raises(MayNotReview):
        cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)
    with pytest.raises(NotNow):
        end_waiting(cases.fresh(case))
    with pytest.raises(NotNow):
        accept_grant(cast.dorota, cases.fresh(case))

    assert cases.fresh(case).state == State.NOTICE
    assert Decision.objects.count() == 2


def test_abuse_05_a_stolen_staff_session_decides_nothing_without_the_second_step(
    cast, alfa, sign_in
):
    case = cases.submitted(cast.dorota, alfa)
    browser = at_work(sign_in, cast.filip)
    forget_second_step(browser)
    address = reverse("backoffice:decision", args=[case.public_id])
    browser.post(address, {"verdict": "approve", "note": "Tak."})

    assert not Decision.objects.exists()


def test_abuse_06_holidays_do_not_eat_the_waiting_period():
    case = Declaration(kind=LetterKind.FIRST_ADMINISTRATOR, company=Company())
    before_christmas = datetime(2026, 12, 23, 18, tzinfo=UTC)

    assert FirstAdministrator().waiting_period(case) == timedelta(hours=24)
    assert end_of_waiting(case, before_christmas).date() >= date(2026, 12, 28)


def test_abuse_07_a_mailbox_that_is_gone_makes_the_wait_longer(cast, alfa, travel):
    case = cases.in_notice(cast)
    worker.drain()
    SentEmail.objects.filter(recipient=None).update(bounced_at=clock.now())

    longer = end_waiting(to_the_end(travel, case))

    assert longer.state == State.NOTICE
    assert longer.notice_ends_at >= case.notice_ends_at + WEEK


def test_abuse_08_an_address_changed_before_the_claim_has_no_voice_and_hides_none(cast):
    edit_company(cast.anna, cases.place_of(cast.anna, cast.alfa), email="zlodziej@example.com")
    cast.alfa.refresh_from_db()
    cases.lose_the_keys(cast)
    cases.submitted(cast.dorota, cast.alfa)
    worker.drain()

    told = set(SentEmail.objects.filter(recipient=None).values_list("address", flat=True))
    assert told == {"anna@example.com", "biuro@alfa.example"}
    assert "zlodziej@example.com" not in told


def test_abuse_09_an_objector_stops_the_clock_once_and_not_for_ever(cast, alfa, travel):
    case = cases.in_notice(cast)
    contest = object_to(cases.voice(case, "former_administrator"))
    with pytest.raises(AlreadyContested):
        object_to(cases.voice(case, "former_administrator"))
    assert contest.look_until - contest.at == timedelta(days=14)
    travel(days=14.1)
    lift(cast, contest)

    assert not object_to(cases.voice(case, "former_administrator")).freezes
    lift_one = Contest.objects.select_related("by", "declaration__company").latest("pk")
    decide_contest(cast.filip, lift_one, uphold=False, note="To samo.")
    object_to(cases.voice(case, "former_administrator"))
    last = Contest.objects.select_related("by", "declaration__company").latest("pk")
    decide_contest(cast.filip, last, uphold=False, note="To samo.")
    with pytest.raises(AlreadyContested):
        object_to(cases.voice(case, "former_administrator"))


def test_abuse_10_a_company_is_not_flooded_with_cases(cast, alfa):
    case = cases.in_notice(cast)
    with pytest.raises(CaseAlreadyOpen):
        cases.draft(cast.dorota, alfa)
    other = cases.submitted(cast.bogna, alfa)
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, other)

    running = Declaration.objects.filter(company=alfa, state__in=EFFECTIVE)
    assert [one.pk for one in running] == [case.pk]
    assert cases.fresh(other).state == State.IN_REVIEW


def test_abuse_10_whoever_begins_and_gives_up_again_and_again_waits(cast, alfa):
    for _ in range(3):
        case = cases.submitted(cast.dorota, alfa)
        withdraw_declaration(cast.dorota, cases.fresh(case))

    with pytest.raises(DeclaredLately):
        cases.draft(cast.dorota, alfa)


def test_abuse_11_strangers_learn_nothing_about_cases_companies_and_people(
    cast, alfa, sign_in, stranger
):
    case = cases.in_notice(cast)
    celina = sign_in(cast.celina)

    there = celina.get(reverse("declarations:case", args=[case.public_id])).status_code
    made_up = celina.get(reverse("declarations:case", args=["x" * 12])).status_code
    assert there == made_up == 404
    assert stranger.get(reverse("declarations:objection", args=["x" * 43])).status_code == 404
    claimant = sign_in(cast.dorota).get(reverse("declarations:case", args=[case.public_id]))
    assert "anna@example.com" not in claimant.content.decode()
    assert "Alfowska" not in claimant.content.decode()
