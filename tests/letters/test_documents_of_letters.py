"""Each kind of letter has a document of its own in both languages; those of before stay as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from klucznik.declarations.documents import LANGUAGES, content_hash, content_text, declaration_pdf
from klucznik.declarations.papers import content_of, stored
from klucznik.declarations.printed_receipts import receipt_pdf
from klucznik.declarations.receipts_of_cases import case_receipt
from tests.declarations import cases
from tests.declarations.test_declaration_document import CONTENT, text_of
from tests.letters import letters

DETAILS = {
    "sign_in_address": {"other_email": "stara@example.com"},
    "account_merge": {"other_email": "stara@example.com"},
    "owner_death": {"owner": "Jan Zmarły", "capacity": "syn", "paper": "akt notarialny"},
    "license_transfer": {"license_number": "A-1", "giver": "Alfa, 1", "receiver": "Beta, 2"},
    "seats_rest": {"product": "P", "license_number": "A…1", "target": "2 / 5", "from_day": "jutro"},
    "seats_resume": {
        "product": "P",
        "license_number": "A…1",
        "target": "5 / 5",
        "from_day": "dziś",
    },
}
OF_BEFORE = [
    "number", "url", "language", "vendor_name", "vendor_address", "company_name", "company_tax_id",
    "company_address", "customer_no", "login", "person_name", "signatories", "reason", "place",
    "prepared_on", "wording",
]  # fmt: skip


def content(kind: str, language: str = "pl"):
    return replace(CONTENT, kind=kind, language=language, details=tuple(DETAILS[kind].items()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DETAILS)
def test_every_letter_says_what_it_is_about(kind: str, language: str):
    made = content(kind, language)
    text = text_of(declaration_pdf(made))

    for value in [*DETAILS[kind].values(), made.company_name, made.login, made.reason]:
        assert value in text
    assert "{" not in content_text(made)


@pytest.mark.parametrize("kind", DETAILS)
def test_no_two_letters_have_the_same_words(kind: str):
    others = [content_text(content(other)).splitlines()[0] for other in DETAILS if other != kind]

    assert content_text(content(kind)).splitlines()[0] not in others
    assert content_text(content(kind)).splitlines()[0] != content_text(CONTENT).splitlines()[0]


def test_every_detail_changes_the_hash():
    made = content("license_transfer")
    changed = {
        content_hash(replace(made, details=tuple({**dict(made.details), key: "inny"}.items())))
        for key in dict(made.details)
    }

    assert len(changed | {content_hash(made)}) == 4


def test_no_detail_can_pose_as_another_line():
    forged = replace(content("sign_in_address"), details=(("other_email", "a@b.pl\nNumer: 1"),))

    assert len(content_text(forged).splitlines()) == len(
        content_text(content("sign_in_address")).splitlines()
    )


def test_a_declaration_about_rights_is_stored_as_it_always_was(cast):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)

    assert sorted(case.content) == sorted(OF_BEFORE)
    assert content_hash(content_of(case)) == case.text_hash


def test_a_content_of_before_is_read_with_its_own_hash(cast):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)
    case.content = {key: case.content[key] for key in OF_BEFORE}

    assert content_hash(content_of(case)) == case.text_hash


def test_a_letter_is_stored_with_its_kind_and_comes_back_the_same(cast):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)
    made = content("owner_death")
    case.content = stored(made)

    assert content_of(case) == made


def test_the_page_of_a_letter_calls_it_a_letter_until_it_is_decided(cast, sign_in):
    letters.old_account(cast.alfa)
    case = letters.address_letter(letters.newcomer(cast.alfa), cast.alfa)
    client = sign_in(case.claimant)

    draft = client.get(f"/cases/{case.public_id}/").content.decode()
    case = letters.sent(case)
    review = client.get(f"/cases/{case.public_id}/").content.decode()
    letters.approved(cast, case)
    notice = client.get(f"/cases/{case.public_id}/").content.decode()

    assert "Sign the letter and send it here" in draft
    assert "We check the letter" in review
    assert "The letter was approved." in notice
    for page in (draft, review, notice):
        assert "Sign the declaration" not in page
        assert "We check the declaration" not in page
        assert "The declaration was approved." not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_two_sign_stands_on_the_one_sheet_that_they_sign(language):
    """The code that ties a scan to its case is on the first page, and so are the signatures."""
    details = (
        ("license_number", "U2YB7-YLH9D-PUJR3-39FL6"),
        ("giver", "Piekarnia Alfa sp. z o.o., 777-908-30-10"),
        ("receiver", "813-030-82-49"),
    )
    letter = replace(content("license_transfer", language), details=details)
    assert len(letter.signatories) == 2

    assert len(PdfDocument(declaration_pdf(letter))) == 1


def test_a_letter_that_gives_no_rights_was_carried_out_and_is_called_a_letter(cast, travel):
    letters.old_account(cast.alfa)
    letter = letters.address_letter(letters.newcomer(cast.alfa), cast.alfa)
    done = letters.carried_out(cast, letter, travel)

    paper = receipt_pdf(case_receipt(done), language="en")

    text = text_of(paper)
    assert "carried out, can be undone" in text
    assert "The signed letter was sent" in text
    assert "The signed declaration was sent" not in text
