"""Files of a case: reviewers see drawn pages; the original is a download that no browser opens."""

from __future__ import annotations

import pytest

from klucznik.declarations.actions.evidence import erase_files, remove_file
from klucznik.declarations.models import EvidenceFile
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases


@pytest.fixture
def file(cast) -> EvidenceFile:
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa).files.get()


def address(file: EvidenceFile, number: str = "") -> str:
    of_file = f"/staff/cases/{file.declaration.public_id}/files/{file.public_id}/"
    return f"{of_file}{number}/" if number else of_file


def test_a_reviewer_sees_a_page_as_a_picture(file, cast, sign_in):
    answer = at_work(sign_in, cast.filip).get(address(file, "1"))

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_the_original_is_an_attachment_in_a_sandbox(file, cast, sign_in):
    answer = at_work(sign_in, cast.filip).get(address(file))

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="skan.pdf"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "٢"])
def test_a_page_that_is_not_there_is_not_found(file, cast, sign_in, number):
    assert at_work(sign_in, cast.filip).get(address(file, number)).status_code == 404


def test_a_file_of_another_case_is_not_found(file, cast, sign_in):
    gamma = factories.company("Cukiernia Gamma")
    factories.membership(gamma, cast.bogna)
    other = cases.draft(cast.bogna, gamma)

    answer = at_work(sign_in, cast.filip).get(
        f"/staff/cases/{other.public_id}/files/{file.public_id}/1/"
    )

    assert answer.status_code == 404


def test_a_removed_file_is_not_shown_any_more(file, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    client.get(address(file, "1"))
    remove_file(cast.dorota, cases.fresh(file.declaration), file)

    assert client.get(address(file, "1")).status_code == 404
    assert client.get(address(file)).status_code == 404


def test_after_the_erasure_the_page_of_the_case_says_so(file, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    client.get(address(file, "1"))
    erase_files(file.declaration)

    shown = client.get(f"/staff/cases/{file.declaration.public_id}/").content.decode()

    assert "This file was erased, as the rules say." in shown
    assert client.get(address(file, "1")).status_code == 404


@pytest.mark.parametrize("who", ["ewa", "anna", "dorota"])
def test_nobody_but_reviewers_gets_a_picture_or_the_file(file, cast, sign_in, who):
    client = sign_in(getattr(cast, who), factor=True)
    client.post("/staff/")

    assert client.get(address(file, "1")).status_code in (403, 404)
    assert client.get(address(file)).status_code in (403, 404)
