"""Scans are known by their code however they lie; signatures in XML are shown, not decided."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from klucznik.declarations.models import Evidence
from klucznik.declarations.scoring import Proof
from klucznik.demo.paper import signed_scan
from tests.declarations import papers, signing
from tests.declarations.checks import another, checked, letter, only, rows

SIGNATURE, CASE_SCAN = Proof.SIGNATURE, Proof.CASE_SCAN


@pytest.fixture
def case(signed_by_two):
    return signed_by_two


@pytest.mark.parametrize("turn", [0, 3, 90, 187])
def test_a_scan_is_known_by_its_code_however_it_lies(case, turn):
    scan = turned(signed_scan(letter(case), by="Alfred Alfowski"), turn)
    checked(case, scan, "skan.jpg")

    assert only(case, CASE_SCAN).status == "valid"
    assert rows(case, SIGNATURE) == []


def turned(jpeg: bytes, by: float, *, width: int = 1240) -> bytes:
    picture = Image.open(io.BytesIO(jpeg)).rotate(by, expand=True, fillcolor="white")
    picture.thumbnail((width, 3 * width))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70)
    return made.getvalue()


def test_a_coarse_scan_is_known_too(case):
    checked(case, turned(signed_scan(letter(case), by="Alfred"), 2, width=800), "skan.jpg")

    assert only(case, CASE_SCAN).status == "valid"


def test_a_scan_of_another_case_is_invalid(case, cast):
    checked(case, signed_scan(letter(another(cast)), by="Alfred Alfowski"), "skan.jpg")

    assert (only(case, CASE_SCAN).status) == "invalid"


def test_a_picture_without_a_code_leaves_no_row(case):
    checked(case, papers.picture(size=(400, 400)), "zdjecie.png")

    assert not Evidence.objects.exists()


def xades(document: bytes, holder) -> bytes:
    certificate = b"".join(holder.pem.splitlines()[1:-1])
    return (
        b'<?xml version="1.0" encoding="UTF-8"?><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
        b"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>"
        + certificate
        + b"</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
        + base64.b64encode(document)
        + b"</ds:Object></ds:Signature>"
    )


def test_a_signature_in_xml_is_shown_with_its_signer_and_not_decided(case):
    checked(case, xades(letter(case), signing.world().alfred), "a.xml")

    row = only(case)
    assert (row.status, row.details["reason"]) == ("unknown", "not_checked_by_machine")
    assert (row.details["signer"], row.details["matches"]) == ("Alfred Alfowski", "Alfred Alfowski")
    assert only(case, CASE_SCAN).details == {"match": "exact"}


def test_a_container_is_shown_with_its_signer_and_not_decided(case):
    signature = xades(b"", signing.world().beata)
    data = papers.container({"pismo.pdf": letter(case), "META-INF/signatures.xml": signature})
    checked(case, data, "a.asice")

    assert (only(case).status, only(case).details["matches"]) == ("unknown", "ŻÓŁKIEWSKA Beata")


def test_a_container_with_a_letter_of_another_case_is_invalid(case, cast):
    signature = xades(b"", signing.world().beata)
    there = letter(another(cast))
    checked(
        case, papers.container({"a.pdf": there, "META-INF/signatures.xml": signature}), "a.asice"
    )

    assert only(case).status == "invalid"
