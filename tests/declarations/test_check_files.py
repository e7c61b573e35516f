"""What the machine finds in the files of a case becomes evidence: tied to the case, to its signatories, to its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.core.printing import typeset
from klucznik.declarations import documents, sandbox
from klucznik.declarations.actions.evidence import remove_file
from klucznik.declarations.models import Declaration, Evidence
from klucznik.declarations.papers import content_of
from klucznik.declarations.scoring import Proof
from klucznik.declarations.signed import pdf as signed_pdf
from klucznik.declarations.tasks import check_file
from klucznik.demo import authority, pen
from klucznik.events.models import Event
from klucznik.jobs.models import Job
from tests.declarations import cases, papers, signing
from tests.declarations.checks import another, checked, letter, only, rows, send

SIGNATURE, CASE_SCAN = Proof.SIGNATURE, Proof.CASE_SCAN


pytestmark = pytest.mark.usefixtures("trusted")


@pytest.fixture
def case(signed_by_two):
    return signed_by_two


def test_a_file_is_being_checked_from_the_moment_it_is_there(case):
    file = send(case, pen.sign(letter(case), signing.world().alfred))

    assert only(case).status == only(case, CASE_SCAN).status == "pending"
    assert Job.objects.filter(task="declarations.check_file", payload={"file": file.pk}).exists()


def test_while_a_file_is_checked_nobody_calls_its_signatures_handwritten(case, sign_in, deliver):
    send(case, pen.sign(letter(case), signing.world().alfred))

    client = sign_in(case.claimant)
    before = client.get(f"/cases/{case.public_id}/").content.decode()
    deliver()
    after = client.get(f"/cases/{case.public_id}/").content.decode()

    assert "signed by hand" not in before
    assert "Signature in a file" in before
    assert "Signature of Alfred Alfowski" in after


def test_two_signatures_of_the_letter_hold_and_match_its_signatories(case, deliver):
    there = signing.world()
    both = pen.sign(pen.sign(letter(case), there.alfred), there.beata, field="Podpis2")
    file = send(case, both)

    deliver()

    first, second = rows(case, SIGNATURE)
    assert (first.status, second.status) == ("valid", "valid")
    assert (first.key, first.file) == (f"{file.public_id}:1", file)
    assert first.details["matches"] == "Alfred Alfowski"
    assert second.details["matches"] == "ŻÓŁKIEWSKA Beata"
    assert second.details["level"] == "qualified"
    assert only(case, CASE_SCAN).details == {"match": "exact"}
    assert Event.objects.filter(kind="declaration.proof_changed").count() == 3


def test_a_check_may_be_repeated(case):
    file = checked(case, pen.sign(letter(case), signing.world().alfred))
    before = Event.objects.count()

    check_file(file=file.pk)

    assert only(case).status == "valid"
    assert Event.objects.count() == before


def test_no_personal_number_is_kept(case):
    checked(case, pen.sign(letter(case), signing.world().alfred))

    assert signing.PESEL not in str(only(case).details)


def test_somebody_else_s_signature_holds_and_matches_nobody(case):
    checked(case, pen.sign(letter(case), signing.world().person("Celina", "Cicha")))

    assert (only(case).status, only(case).details["matches"]) == ("valid", "")


def test_a_seal_is_the_company_s_by_its_tax_id(case):
    mine = authority.issue(
        {"name": "Alfa", "organization": "Inna nazwa", "organization_id": f"VATPL-{case.company.tax_id}"},
        by=signing.world().issuer,
        statements=authority.SEAL,
        since=signing.LONG_AGO,
    )  # fmt: skip
    checked(case, pen.sign(letter(case), mine))

    assert (only(case).details["level"], only(case).details["matches"]) == (
        "seal",
        "Piekarnia Alfa",
    )


def test_a_trusted_profile_matches_by_the_name_that_the_signature_gives(case):
    ministry = signing.world().ministry
    checked(case, pen.sign(letter(case), ministry, reason="Podpis zaufany ALFOWSKI Alfred"))

    assert (only(case).status, only(case).details["matches"]) == ("valid", "Alfred Alfowski")


def test_a_letter_of_another_case_is_invalid(case, cast):
    other = another(cast)
    checked(case, pen.sign(letter(other), signing.world().alfred))

    assert (only(case).status, only(case).details["reason"]) == ("invalid", "other_case")
    assert only(case, CASE_SCAN).status == "invalid"


def test_a_good_signature_under_some_other_document_is_not_about_this_case(case):
    checked(case, pen.sign(papers.pdf(), signing.world().alfred))

    assert (only(case).status, only(case).details["reason"]) == ("unknown", "no_case")
    assert rows(case, CASE_SCAN) == []


def test_a_letter_saved_anew_before_signing_is_known_by_its_code(case):
    saved = papers.revised(letter(case), b"<< /Note true >>")
    checked(case, pen.sign(saved, signing.world().alfred))

    assert only(case).status == "valid"
    assert only(case, CASE_SCAN).details == {"match": "code"}


def test_a_letter_with_other_words_around_our_code_is_invalid(case):
    """The code and its hash were copied; the login was not."""
    forged = _with_another_login(content_of(case))
    checked(case, pen.sign(forged, signing.world().alfred))

    assert (only(case).status, only(case).details["reason"]) == ("invalid", "other_text")


def _with_another_login(content) -> bytes:
    """A letter that names Mallory and carries the code and the hash of the honest one."""
    page = documents._page(content)
    other = documents._page(replace(content, login="mallory@zly.example"))
    forged = other | {"qr": page["qr"], "hash": page["hash"]}
    return typeset(documents._TYPST / "oswiadczenie.typ", forged, on=content.prepared_on)


def test_a_signature_older_than_the_letter_is_invalid(case):
    Declaration.objects.filter(pk=case.pk).update(prepared_at=clock.now())
    before = signing.NOW - timedelta(days=3)
    checked(case, signing.stamped(letter(case), signing.world().alfred, at=before))

    assert (only(case).status, only(case).details["reason"]) == ("invalid", "too_old")


def test_a_letter_signed_after_the_demo_clock_was_moved_is_not_too_old(case, travel):
    travel(days=14)
    Declaration.objects.filter(pk=case.pk).update(prepared_at=clock.now())
    checked(case, pen.sign(letter(case), signing.world().alfred))

    assert only(case).status == "valid"


def test_one_bad_signature_spoils_the_file(case):
    there = signing.world()
    stranger = there.person("Beata", "Żółkiewska", by=there.stranger_root)
    checked(case, pen.sign(pen.sign(letter(case), there.alfred), stranger, field="Podpis2"))

    found = [(one.status, one.details["reason"]) for one in rows(case, SIGNATURE)]
    assert found == [("unknown", "spoiled"), ("unknown", "no_anchor")]


def test_a_check_that_fails_leaves_the_signature_unknown(case, monkeypatch):
    monkeypatch.setattr(signed_pdf, "LIMITS", sandbox.Limits(memory=50 << 20))
    checked(case, pen.sign(letter(case), signing.world().alfred))

    assert (only(case).status, only(case).details["reason"]) == ("unknown", "cannot_be_verified")


def test_a_removed_file_is_not_checked(case):
    file = send(case, pen.sign(letter(case), signing.world().alfred))
    remove_file(case.claimant, cases.fresh(case), file)

    check_file(file=file.pk)

    assert not Evidence.objects.exists()
