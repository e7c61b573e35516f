"""The demonstration's pretend signatures: under a letter that waits, or under a file of the visitor's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.papers import content_of
from klucznik.declarations.signed.pdf import read_pdf
from klucznik.demo import authority
from tests.declarations import cases, papers


@pytest.fixture
def case(cast, demo_settings, settings):
    authority.found(settings.DATA_DIR)
    settings.TRUST_ANCHORS = str(settings.DATA_DIR / authority.TRUST)
    cases.lose_the_keys(cast)
    return cases.draft(cast.dorota, cast.alfa)


def test_a_waiting_letter_is_signed_by_whom_it_names(case):
    page = Client().get(reverse("demo:sign")).content.decode()
    assert case.number in page

    chosen = {"case": case.public_id, "name": "Alfred Alfowski"}
    answer = Client().post(reverse("demo:sign_letter"), chosen)

    findings = read_pdf(answer.content, original=declaration_pdf(content_of(case)))
    (one,) = findings.signatures
    assert (one.name, one.level, one.reason) == ("Alfred Alfowski", "qualified", "")
    assert findings.exact


def test_nobody_else_signs_a_letter(case):
    chosen = {"case": case.public_id, "name": "Mallory"}

    assert Client().post(reverse("demo:sign_letter"), chosen).status_code == 404


def test_a_file_of_one_s_own_is_signed(case):
    sent = {"file": SimpleUploadedFile("a.pdf", papers.pdf()), "name": "Beata Żółkiewska"}
    answer = Client().post(reverse("demo:sign"), sent)

    assert [one.name for one in read_pdf(answer.content).signatures] == ["Beata Żółkiewska"]


def test_only_a_pdf_can_be_signed(case):
    sent = {"file": SimpleUploadedFile("a.png", papers.picture()), "name": "Beata Żółkiewska"}

    assert Client().post(reverse("demo:sign"), sent).status_code == 422
