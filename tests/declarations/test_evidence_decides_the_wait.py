"""From the evidence of a case to the time in which others may object, and to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.declarations.actions.review import begin_waiting
from klucznik.declarations.errors import RepresentationUnproven, TooLittleEvidence
from klucznik.declarations.models import Declaration, Evidence, State
from klucznik.declarations.scoring import Proof, Representation
from klucznik.declarations.weighing import representation_of, suggested, weight_of
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from tests import factories
from tests.declarations import cases, evidence

H, D = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def keys_are_lost(cast):
    """Alfa has no administrator, and Dorota claims the keys."""
    cases.lose_the_keys(cast)


def approved(cast, case, found="handwritten"):
    """Both reviewers approve with the same finding."""
    cases.decided(cast.filip, case, representation=found)
    return cases.decided(cast.grazyna, case, representation=found)


def waited(case: Declaration) -> timedelta:
    return case.notice_ends_at - case.notice_started_at


def test_paper_alone_waits_fourteen_days_at_least(cast):
    case = approved(cast, cases.submitted(cast.dorota, cast.alfa))

    assert 14 * D <= waited(case) < 22 * D


def test_a_qualified_signature_waits_a_week(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.signature(case)

    assert 7 * D <= waited(approved(cast, case, "complete")) < 14 * D


def test_a_qualified_signature_and_the_register_wait_a_day(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.signature(case)
    evidence.put(case, Proof.REGISTER_CODE, key="x")

    case = approved(cast, case, "complete")

    start = timezone.localtime(case.notice_started_at)
    assert case.notice_ends_at == max(case.notice_started_at + D, after_working_days(start, 1))


def test_the_weakest_finding_of_the_reviewers_counts(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.signature(case)

    cases.decided(cast.filip, case, representation="complete")
    case = cases.decided(cast.grazyna, case, representation="handwritten")

    assert representation_of(case) == Representation.HANDWRITTEN
    assert waited(case) >= 14 * D


def test_complete_needs_a_verified_signature_of_everybody(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.signature(case, status=Evidence.Status.UNKNOWN)

    for found in ("complete", "some"):
        with pytest.raises(RepresentationUnproven):
            cases.decided(cast.filip, case, representation=found)

    assert not case.decisions.exists()


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (["qualified"], "qualified_signature"),
        (["seal"], "qualified_signature"),
        (["trusted_profile"], "trusted_signature"),
        (["personal"], "trusted_signature"),
        (["advanced"], "handwritten"),
        (["unknown"], "handwritten"),
    ],
)
def test_what_a_signature_is_worth_depends_on_its_kind(cast, levels, found):
    case = cases.submitted(cast.dorota, cast.alfa)
    for level in levels:
        evidence.signature(case, level)

    assert suggested(case) == found


def two_signatories(case):
    case.content["signatories"].append({"name": "Beata  Bąk", "function": "członek zarządu"})
    case.save(update_fields=["content"])
    return case


def test_of_two_who_sign_together_one_is_some_and_both_are_all(cast):
    case = two_signatories(cases.submitted(cast.dorota, cast.alfa))
    assert suggested(case) == "handwritten"
    evidence.signature(case, "qualified")
    assert suggested(case) == "some_signatures"

    evidence.signature(case, "trusted_profile", matches="beata bąk")

    assert suggested(case) == "trusted_signature"


def test_the_seal_of_the_company_stands_for_all_of_them(cast):
    case = two_signatories(cases.submitted(cast.dorota, cast.alfa))

    evidence.signature(case, "seal", matches=cast.alfa.name)

    assert suggested(case) == "qualified_signature"


def test_a_signature_in_a_removed_file_counts_no_more(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    row = evidence.signature(case)
    row.file.removed_at = clock.now()
    row.file.save()

    assert suggested(case) is None


def test_a_signature_that_is_of_nobody_in_the_letter_is_worth_nothing(cast):
    case = cases.submitted(cast.dorota, cast.alfa)

    evidence.signature(case, matches="Ktoś Inny")

    assert suggested(case) == "handwritten"
    with pytest.raises(RepresentationUnproven):
        cases.decided(cast.filip, case, representation="complete")


def test_too_little_is_refused_to_the_first_reviewer_with_what_would_help(cast):
    change_contact(cast)
    case = cases.submitted(cast.dorota, cast.alfa)

    with pytest.raises(TooLittleEvidence) as refused:
        cases.decided(cast.filip, case)

    sentence = str(refused.value)
    assert "comes to 5 points, and 25 are needed" in sentence
    assert "qualified signatures of everybody needed (7 days)" in sentence
    assert "code from the company's address in the official register (7 days)" in sentence
    assert not case.decisions.exists()


def change_contact(cast):
    """Somebody in the company gave it another address."""
    with transaction.atomic():
        record(Kind.COMPANY_CHANGED, actor=cast.bartek, company=cast.alfa, fields=["email"])


def test_a_young_account_only_puts_the_beginning_off(cast, travel):
    """Paper reaches 25 points when the account is three days old; nobody has to decide again."""
    cast.dorota.joined_at = clock.now()
    cast.dorota.save()
    case = cases.submitted(cast.dorota, cast.alfa)

    case = approved(cast, case)

    assert case.state == State.IN_REVIEW
    travel(hours=71)
    assert begin_waiting(cases.fresh(case)).state == State.IN_REVIEW
    travel(hours=2)
    cases.let_the_clock_work()
    assert cases.fresh(case).state == State.NOTICE


def test_evidence_that_went_away_leaves_an_approved_case_in_review(cast, travel):
    cast.dorota.joined_at = clock.now()
    cast.dorota.save()
    case = approved(cast, cases.submitted(cast.dorota, cast.alfa))
    change_contact(cast)
    travel(hours=73)

    cases.let_the_clock_work()

    case = cases.fresh(case)
    assert case.state == State.IN_REVIEW
    assert case.due_at > clock.now() + 20 * H


def test_where_an_administrator_can_be_asked_the_best_evidence_waits_two_weeks(cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.signature(case)
    evidence.put(case, Proof.REGISTER_CODE, key="x")
    factories.membership(cast.alfa, cast.celina, Role.GLOBAL_ADMINISTRATOR)

    assert waited(approved(cast, case, "complete")) >= 14 * D


def test_the_operator_changes_points_and_waits(cast, settings):
    settings.EVIDENCE_POINTS = settings.EVIDENCE_POINTS | {"handwritten": 50}
    settings.EVIDENCE_WAITS = (("signed", 25, 7 * D), ("paper", 50, 3 * D), ("paper", 30, 20 * D))

    case = approved(cast, cases.submitted(cast.dorota, cast.alfa))

    assert weight_of(case).total == 50
    assert 3 * D <= waited(case) < 8 * D
