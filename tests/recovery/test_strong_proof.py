"""After a refusal, a veto, a removal or an undone grant paper is not enough: a machine has to check who signed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.evidence import remove_file
from klucznik.declarations.models import Evidence, State
from klucznik.declarations.papers import current_files
from klucznik.declarations.proofs import put
from klucznik.declarations.scoring import Proof
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.requests import decline_request, request_rights
from klucznik.recovery.errors import StrongProofNeeded
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases

REASON = "Potrzebuję tych uprawnień."
GOOD = {"signer": "Alfred Alfowski", "level": "qualified", "matches": "Alfred Alfowski"}
VALID = Evidence.Status.VALID


@pytest.fixture
def refused(cast):
    """Anna, who is there, refused Bogna."""
    asked = request_rights(cast.bogna, cast.alfa, reason=REASON)
    return decline_request(cast.anna, asked, answer="Nie znam powodu.")


@pytest.fixture
def case(cast, refused):
    return cases.submitted(cast.bogna, cast.alfa)


def test_a_refusal_does_not_bury_an_owners_claim(cast, refused):
    found = ways(situation(cast.alfa, cast.bogna))

    assert found.recommended == Way.DECLARE
    assert found.no_declaring is None


def test_the_pages_say_from_the_start_what_will_be_needed(cast, refused, sign_in):
    client = sign_in(cast.bogna)
    shown = client.get(reverse("recovery:ways", args=[cast.alfa.public_id])).content.decode()
    assert "after a refusal a signature on paper is not enough" in shown
    assert "Nie znam powodu." in shown
    form = client.get(reverse("recovery:declare", args=[cast.alfa.public_id])).content.decode()
    assert "An electronic signature will be needed" in form
    draft = cases.draft(cast.bogna, cast.alfa)
    page = client.get(reverse("declarations:case", args=[draft.public_id])).content.decode()
    assert "so a signature on paper is not enough" in page
    assert "not available" not in shown + form + page


def test_reviewers_cannot_approve_paper(cast, case):
    with pytest.raises(StrongProofNeeded):
        cases.decided(cast.filip, case)

    assert cases.decided(cast.filip, case, "ask").state in (State.NEEDS_INFO, State.IN_REVIEW)


@pytest.mark.parametrize("level", ["qualified", "seal", "trusted_profile", "personal"])
def test_a_checked_signature_of_a_signatory_is_enough(cast, case, level):
    put(cases.fresh(case), Proof.SIGNATURE, VALID, **(GOOD | {"level": level}))

    assert cases.decided(cast.filip, case)


def test_the_code_of_the_register_is_enough(cast, case):
    put(cases.fresh(case), Proof.REGISTER_CODE, VALID)

    assert cases.decided(cast.filip, case)


@pytest.mark.parametrize(
    ("proof", "status", "details"),
    [
        (Proof.SIGNATURE, VALID, GOOD | {"level": "advanced"}),
        (Proof.SIGNATURE, VALID, GOOD | {"level": "unknown"}),
        (Proof.SIGNATURE, VALID, GOOD | {"matches": ""}),
        (Proof.SIGNATURE, Evidence.Status.UNKNOWN, GOOD),
        (Proof.SIGNATURE, Evidence.Status.INVALID, GOOD),
        (Proof.REGISTER_CODE, Evidence.Status.PENDING, {}),
        (Proof.CONTACT_CODE, VALID, {}),
        (Proof.DOMAIN, VALID, {}),
        (Proof.CASE_SCAN, VALID, {}),
        (Proof.INVOICE, VALID, {}),
    ],
)
def test_anything_less_is_not(cast, case, proof, status, details):
    put(cases.fresh(case), proof, status, **details)

    with pytest.raises(StrongProofNeeded):
        cases.decided(cast.filip, case)


def test_a_signature_in_a_removed_file_does_not_count(cast, refused):
    case = cases.submitted(cast.bogna, cast.alfa)
    file = current_files(case).first()
    put(cases.fresh(case), Proof.SIGNATURE, VALID, file=file, **GOOD)
    from klucznik.declarations.actions.evidence import add_files

    case = add_files(cast.bogna, cases.fresh(case), file=[cases.scan("nowy.pdf", pages=2)])
    remove_file(cast.bogna, cases.fresh(case), file)

    with pytest.raises(StrongProofNeeded):
        cases.decided(cast.filip, case)


def test_the_grant_looks_once_more(cast, refused, travel):
    case = cases.submitted(cast.bogna, cast.alfa)
    row = put(cases.fresh(case), Proof.SIGNATURE, VALID, **GOOD)
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)
    travel(days=(case.notice_ends_at - clock.now()).days + 2)
    cases.let_the_clock_work()
    factories.with_factor(cast.bogna)
    Evidence.objects.filter(pk=row.pk).update(status=Evidence.Status.INVALID)
    assert cases.fresh(case).state == State.READY

    with pytest.raises(StrongProofNeeded):
        accept_grant(cast.bogna, cases.fresh(case))
    Evidence.objects.filter(pk=row.pk).update(status=VALID)
    assert accept_grant(cast.bogna, cases.fresh(case)).state == State.GRANTED


def test_whoever_an_administrator_removed_does_not_come_back_on_paper(cast):
    """A dismissed employee connects the company again with a number from an old invoice."""
    end_membership(cases.place_of(cast.bogna, cast.alfa), actor=cast.anna, reason=Reason.REMOVED)
    cases.lose_the_keys(cast)
    factories.membership(
        cast.alfa, cast.bogna, Role.ASSOCIATED, proven=False, joined=Membership.Joined.CONNECTED
    )
    case = cases.submitted(cast.bogna, cast.alfa)

    with pytest.raises(StrongProofNeeded):
        cases.decided(cast.filip, case)


def test_a_draft_from_before_the_refusal_is_no_way_around_it(cast, travel):
    from klucznik.jobs import worker
    from klucznik.recovery.tasks import sweep_requests

    request_rights(cast.bogna, cast.alfa, reason=REASON)
    travel(days=7.1)
    sweep_requests()
    worker.drain()
    draft = cases.draft(cast.bogna, cast.alfa)
    Membership.objects.filter(user=cast.anna).update(silent_since=None)
    asked = request_rights(cast.bogna, cast.alfa, reason=REASON)
    decline_request(cast.anna, asked, answer="Nie.")
    from klucznik.declarations.actions.evidence import add_files
    from klucznik.declarations.actions.submitting import submit_declaration

    case = add_files(cast.bogna, draft, file=[cases.scan()])
    case = submit_declaration(cast.bogna, case)

    with pytest.raises(StrongProofNeeded):
        cases.decided(cast.filip, case)


def test_what_an_administrator_says_after_the_letter_was_sent_is_an_objection(cast):
    """Removing an associated claimant ends no open case, and makes it no harder."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    end_membership(cases.place_of(cast.dorota, cast.alfa), actor=cast.bartek, reason=Reason.REMOVED)

    assert cases.decided(cast.filip, case)
