"""Every known way of abusing the procedure, from scanners of links to tired people: each has its answer."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from klucznik.companies.errors import LastGlobalAdministrator
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations import proofs
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.errors import (
    ChecklistIncomplete,
    OpenContest,
)
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import (
    Contest,
    Evidence,
    RegisterSnapshot,
    State,
)
from klucznik.declarations.models import (
    Kind as LetterKind,
)
from klucznik.declarations.scoring import Proof
from klucznik.declarations.waiting import waiting_period
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from klucznik.members.actions.people import leave_company
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases, quiet

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


def put(case, proof, status, **more):
    with transaction.atomic():
        return proofs.put(case, proof, status, **more)


def test_abuse_12_a_scanner_that_opens_every_link_does_nothing(cast, alfa, stranger):
    case = cases.in_notice(cast)
    secret = cases.secret_of(cases.voice(case, "former_administrator"))
    for name in ("objection", "objection_more"):
        for act in (stranger.get, stranger.head, stranger.options):
            act(reverse(f"declarations:{name}", args=[secret]))

    assert not Contest.objects.exists()


def test_abuse_13_of_two_rival_boards_only_a_register_or_a_court_decides(cast, alfa, sign_in):
    case = cases.in_notice(cast)
    contest = object_to(cases.voice(case, "former_administrator"), statement="Jesteśmy zarządem.")
    page = at_work(sign_in, cast.filip).get(f"/staff/objections/{contest.public_id}/")

    assert "only an entry in the register or a decision of a court" in page.content.decode()
    assert cases.fresh(case).is_frozen


def test_abuse_14_the_death_of_an_owner_takes_a_lead():
    if LetterKind.OWNER_DEATH not in settings.LETTERS:
        pytest.skip("this vendor takes no such letters")
    assert letter_of(LetterKind.OWNER_DEATH).needs_lead


def test_abuse_15_a_signature_of_somebody_whom_the_letter_does_not_name_shortens_nothing(
    cast, alfa
):
    case = cases.submitted(cast.dorota, alfa)
    cases.decided(cast.filip, case)
    file = case.files.get()
    put(
        case,
        Proof.SIGNATURE,
        Evidence.Status.VALID,
        key=f"{file.public_id}:1",
        file=file,
        signer="Jan Obcy",
        level="qualified",
        matches="",
        reason="not_in_letter",
    )
    case = cases.decided(cast.grazyna, case)

    assert waiting_period(case) >= WEEK


def test_abuse_16_a_signed_file_of_another_case_is_no_evidence(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    put(case, Proof.SIGNATURE, Evidence.Status.INVALID, key="a:1", reason="other_case")
    put(case, Proof.CASE_SCAN, Evidence.Status.INVALID, key="b", reason="other_case")

    assert proofs.held(case) == []


def test_abuse_17_a_personal_signature_counts_as_what_it_is(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    put(case, Proof.SIGNATURE, Evidence.Status.VALID, key="a:1", level="personal", matches="x")

    (row,) = proofs.held(case)
    assert row.details["level"] == "personal"


def test_abuse_18_a_hijacked_account_makes_everybody_wait_anew(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    with transaction.atomic():
        record(Kind.FACTOR_LOSS_FINISHED, actor=cast.dorota, person=cast.dorota)

    assert accept_grant(cast.dorota, cases.fresh(case)).state == State.NOTICE
    assert cases.place_of(cast.dorota, alfa).role == Role.ASSOCIATED


def test_abuse_19_the_last_administrators_do_not_leave_together(cast):
    """At the very same second: tests/members/test_races_of_places.py."""
    second = factories.membership(cast.alfa, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    first = cases.place_of(cast.anna, cast.alfa)
    leave_company(cast.anna, first)

    with pytest.raises(LastGlobalAdministrator):
        leave_company(second.user, Membership.objects.select_related("company").get(pk=second.pk))


def test_abuse_20_an_outage_of_the_register_hides_no_change(cast, alfa, travel, settings):
    settings.REGISTERS = [quiet.PATH]
    case = cases.submitted(cast.dorota, alfa)
    for answer, board in (("yes", "A"), ("unknown", ""), ("yes", "B")):
        if answer == "unknown":
            cases.decided(cast.filip, case)
            case = cases.decided(cast.grazyna, case)
            to_the_end(travel, case)
        if board == "B":
            case = end_waiting(cases.fresh(case))
            assert (case.state, case.postponed_at is None) == (State.NOTICE, False)
            to_the_end(travel, case)
        RegisterSnapshot.objects.create(
            declaration=case, register="krs", answer=answer, representation_hash=board
        )

    assert end_waiting(cases.fresh(case)).state == State.IN_REVIEW


def test_abuse_21_pictures_however_good_shorten_nothing_and_skip_nobody(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    put(case, Proof.CASE_SCAN, Evidence.Status.VALID, key="a")
    with pytest.raises(ChecklistIncomplete):
        cases.decided(cast.filip, case, checklist=[])
    cases.decided(cast.filip, case)
    assert cases.fresh(case).state == State.IN_REVIEW
    case = cases.decided(cast.grazyna, case)

    assert case.notice_ends_at - case.notice_started_at >= WEEK


def test_abuse_22_nobody_is_worn_out_with_letters(cast, alfa, travel):
    case = cases.in_notice(cast)
    worker.drain()
    while cases.fresh(case).state == State.NOTICE:
        travel(hours=12)
        cases.let_the_clock_work()
    factories.with_factor(cast.dorota)
    accept_grant(cast.dorota, cases.fresh(case))
    worker.drain()

    about = SentEmail.objects.filter(event__subject_id=case.pk, recipient=None)
    assert set(Counter(about.values_list("address", flat=True)).values()) == {5}
    assert all("Piekarnia Alfa" in letter.subject for letter in about)
    assert all(case.number in letter.subject for letter in about)


def test_an_objection_that_nobody_looked_at_holds_the_end_of_the_wait(cast, alfa, travel):
    case = cases.in_notice(cast)
    object_to(cases.voice(case, "contact"))

    with pytest.raises(OpenContest):
        end_waiting(to_the_end(travel, case))
    assert not Event.objects.filter(kind=Kind.DECLARATION_READY).exists()
