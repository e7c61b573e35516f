"""Honestly signed PDFs: each holds, and says who signed, how, when, and what was not checked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.declarations import sandbox
from klucznik.declarations.signed import pdf
from klucznik.declarations.signed.pdf import read_pdf
from klucznik.demo import authority, pen
from tests.declarations import letters, papers, signing
from tests.declarations.lists import trusted_list

pytestmark = pytest.mark.usefixtures("trusted")


def read(pdf: bytes):
    return read_pdf(pdf, original=letters.letter())


def test_a_signed_letter_is_the_very_letter_that_was_given_out():
    there = signing.world()

    findings = read(pen.sign(letters.letter(), there.alfred, is_visible=True))

    (one,) = findings.signatures
    assert findings.is_whole
    assert findings.exact
    assert (one.name, one.level) == ("Alfred Alfowski", "qualified")
    assert one.issuer == "Testowe Centrum Kwalifikowane"
    assert (one.stamped, one.revocation) == (False, "not_checked")


@pytest.mark.parametrize("by_ocsp", [False, True])
@pytest.mark.parametrize("is_archive", [False, True])
def test_a_file_that_brings_its_proofs_is_checked_for_revocation(by_ocsp: bool, is_archive: bool):
    signed = signing.long_lived(
        letters.letter(), signing.world().alfred, by_ocsp=by_ocsp, is_archive=is_archive
    )

    (one,) = read(signed).signatures

    assert (one.reason, one.stamped, one.revocation) == ("", True, "checked")


def test_several_people_sign_one_file():
    there = signing.world()
    first = signing.long_lived(letters.letter(), there.alfred)

    findings = read(signing.long_lived(first, there.beata, field="Podpis2", is_visible=True))

    assert findings.is_whole
    assert findings.exact
    assert [one.name for one in findings.signatures] == ["Alfred Alfowski", "Beata Żółkiewska"]


def test_a_timestamp_keeps_a_signature_when_the_certificate_has_expired():
    there = signing.world()
    expired = there.person("Alfred", "Alfowski", days=995)
    then = signing.NOW - timedelta(days=20)

    (one,) = read(signing.stamped(letters.letter(), expired, at=then)).signatures

    assert (one.reason, one.signed_at) == ("", then.isoformat())


def test_a_certified_letter_holds():
    findings = read(pen.sign(letters.letter(), signing.world().alfred, certify=True))

    assert findings.is_whole


@pytest.mark.parametrize(
    ("who", "level"),
    [
        ("alfred", "qualified"),
        ("seal", "seal"),
        ("ministry", "trusted_profile"),
        ("citizen", "personal"),
    ],
)
def test_each_kind_of_signature_has_its_level(who: str, level: str):
    (one,) = read(pen.sign(letters.letter(), getattr(signing.world(), who))).signatures

    assert (one.level, one.reason) == (level, "")


def test_a_certificate_without_a_device_is_not_qualified():
    there = signing.world()
    soft = there.person("Alfred", "Alfowski", statements=[authority.COMPLIANT])

    (one,) = read(pen.sign(letters.letter(), soft)).signatures

    assert (one.level, one.reason) == ("advanced", "")


def test_the_folder_of_the_trusted_profile_lends_its_name_to_the_ministry_only():
    there = signing.world()
    other = authority.issue({"name": "Urząd"}, by=there.profile_root, since=signing.LONG_AGO)

    (one,) = read(pen.sign(letters.letter(), other)).signatures

    assert one.level == "advanced"


def test_a_trusted_profile_says_who_signed():
    signed = pen.sign(
        letters.letter(),
        signing.world().ministry,
        name="ALFRED ALFOWSKI",
        reason=f"Podpis zaufany, PESEL: {signing.PESEL}",
    )

    (one,) = read(signed).signatures

    assert one.said == ("ALFRED ALFOWSKI", "Podpis zaufany, PESEL:")


def test_nobody_s_personal_number_leaves_the_sandbox():
    findings = read(pen.sign(letters.letter(), signing.world().alfred))

    assert signing.PESEL not in repr(findings)


def test_without_anchors_a_signature_is_recognized_and_not_trusted(settings):
    settings.TRUST_ANCHORS = ""

    (one,) = read(pen.sign(letters.letter(), signing.world().alfred)).signatures

    assert (one.name, one.reason, one.level) == ("Alfred Alfowski", "no_anchor", "unknown")


def test_an_unsigned_pdf_has_no_signatures():
    assert read(papers.pdf()).signatures == ()


def test_a_letter_changed_before_it_was_signed_is_not_the_letter_that_was_given_out():
    """What lies in wait under a signature cannot be found; that it is not our letter can."""
    there = signing.world()
    changed = papers.revised(letters.letter(), b"<< /Type /Annot >>")

    findings = read(pen.sign(changed, there.alfred))

    assert findings.is_whole
    assert not findings.exact


def test_a_trusted_list_says_who_is_qualified(settings, tmp_path):
    there = signing.world()
    settings.TRUST_ANCHORS = ""
    settings.TRUSTED_LIST = str(tmp_path / "list.xml")
    (tmp_path / "list.xml").write_bytes(trusted_list(there))

    (one,) = read(pen.sign(letters.letter(), there.alfred)).signatures

    assert (one.level, one.reason) == ("qualified", "")


@pytest.mark.parametrize(
    ("change", "level"), [((), "qualified"), ((b"Testowe", b"Inne"), "unknown")]
)
def test_a_trusted_list_counts_only_with_the_signature_it_needs(settings, tmp_path, change, level):
    there = signing.world()
    settings.TRUST_ANCHORS = ""
    settings.TRUSTED_LIST = str(tmp_path / "list.xml")
    settings.TRUSTED_LIST_SIGNERS = str(tmp_path / "signer.pem")
    data = trusted_list(there, is_signed=True)
    (tmp_path / "list.xml").write_bytes(data.replace(*change) if change else data)
    (tmp_path / "signer.pem").write_bytes(there.list_signer.pem)

    (one,) = read(pen.sign(letters.letter(), there.alfred)).signatures

    assert one.level == level


def test_the_worker_meets_its_limits_and_the_file_is_not_verified(settings, monkeypatch):
    monkeypatch.setattr(pdf, "LIMITS", sandbox.Limits(seconds=30, memory=60 << 20))

    (one,) = read(pen.sign(letters.letter(), signing.world().alfred)).signatures

    assert one.reason == "cannot_be_verified"
