"""Joint representation: others are asked by a link, sign without an account, or say that they do not agree."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from klucznik.declarations.actions.cosigning import (
    ask_signatory,
    refuse_to_sign,
    remind_signatory,
    revoke_signatory,
    sign_together,
)
from klucznik.declarations.actions.evidence import add_files, erase_files
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.actions.submitting import submit_declaration, withdraw_declaration
from klucznik.declarations.documents import Signatory, declaration_pdf
from klucznik.declarations.errors import (
    NotNow,
    SignatoryAsked,
    SignatoryIsClaimant,
    SignatoryUnknown,
)
from klucznik.declarations.files import inspect
from klucznik.declarations.models import CoSignatory, Decision, EvidenceFile
from klucznik.declarations.papers import content_of
from klucznik.declarations.saying import address_of_signatory, places, signatory_secret
from klucznik.demo import pen
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from tests.declarations import cases, papers, signing

EMAIL = "beata@alfa.example"


def browser() -> Client:
    """Somebody without an account, who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return prepare_declaration(
        cast.dorota,
        cast.alfa,
        signatories=[
            Signatory("Alfred Alfowski", "prezes zarządu"),
            Signatory("Beata Żółkiewska", "członkini zarządu"),
        ],
        reason="Nie mamy już administratora.",
    )


@pytest.fixture
def asked(case):
    return ask_signatory(case.claimant, case, name="Beata Żółkiewska", email=EMAIL)


def address(asked: CoSignatory, name: str = "signatory") -> str:
    return reverse(f"declarations:{name}", args=[signatory_secret(asked.public_id, asked.nonce)])


def again(asked: CoSignatory) -> CoSignatory:
    return CoSignatory.objects.select_related("declaration__company").get(pk=asked.pk)


def upload(asked: CoSignatory, data: bytes, name: str = "podpisane.pdf"):
    return browser().post(address(asked), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_signatory_is_asked_from_the_page_of_the_case(case, sign_in, deliver):
    answer = sign_in(case.claimant).post(
        reverse("declarations:ask_signatory", args=[case.public_id]),
        {"name": "Beata Żółkiewska", "email": EMAIL},
        follow=True,
    )

    deliver()
    message = SentEmail.objects.get(message="declarations/emails/signatory_asked")
    assert "You will see here when they sign" in answer.content.decode()
    assert message.address == EMAIL
    assert CoSignatory.objects.get().secret_hash
    assert EMAIL not in CoSignatory.objects.get().sealed_email


def test_the_link_opens_without_an_account_and_says_who_asks_for_what(case, asked):
    page = browser().get(address(asked)).content.decode()

    assert "Piekarnia Alfa" in page
    assert "Dorota Dąb" in page
    assert "dorota@example.com" in page


def test_opening_the_pages_changes_nothing(case, asked):
    before = Event.objects.count()
    for name in ("signatory", "signatory_letter", "refuse_to_sign"):
        assert browser().get(address(asked, name)).status_code == 200

    assert Event.objects.count() == before
    assert again(asked).refused_at is None


def test_the_second_signs_the_file_of_the_first(case, asked, settings, tmp_path, deliver):
    there = signing.world()
    settings.TRUST_ANCHORS = str(there.trusted_in(tmp_path / "trust"))
    first = pen.sign(declaration_pdf(content_of(case)), there.alfred)
    add_files(case.claimant, cases.fresh(case), file=[inspect(first, name="a.pdf")])
    deliver()

    given = browser().get(address(asked, "signatory_file"))
    assert given["Content-Disposition"].startswith("attachment")
    assert given.content == first
    upload(asked, pen.sign(given.content, there.beata, field="Podpis2"))
    deliver()

    assert [one.check.look for one in places(case)] == ["ok", "ok"]
    assert EvidenceFile.objects.last().uploaded_by is None
    assert again(asked).file == EvidenceFile.objects.last()
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"declaration.signatory_asked", "declaration.signatory_signed"} <= kinds
    assert SentEmail.objects.filter(message="declarations/emails/signatory_answered").exists()


def test_what_a_signatory_sends_is_looked_into_like_everything_else(asked):
    answer = upload(asked, papers.pdf(change=papers.script))

    assert answer.status_code == 422
    assert "contains scripts" in answer.content.decode()
    assert not EvidenceFile.objects.exists()


def test_a_file_that_is_in_the_case_already_is_not_a_signed_one(case, asked):
    data = papers.pdf()
    add_files(case.claimant, cases.fresh(case), file=[inspect(data, name="a.pdf")])

    assert "Sign it first" in upload(asked, data).content.decode()


def test_another_file_voids_what_was_decided(case, asked, cast):
    add_files(case.claimant, cases.fresh(case), file=[cases.scan()])
    submit_declaration(case.claimant, cases.fresh(case))
    cases.decided(cast.filip, case)

    sign_together(again(asked), file=[cases.scan(pages=2)])

    assert Decision.objects.get().voided_at is not None


def test_a_refusal_is_told_and_voids_what_was_decided(case, asked, cast, deliver):
    add_files(case.claimant, cases.fresh(case), file=[cases.scan()])
    submit_declaration(case.claimant, cases.fresh(case))
    cases.decided(cast.filip, case)

    page = browser().post(address(asked, "refuse_to_sign"), follow=True).content.decode()

    deliver()
    assert "We have noted that you do not agree" in page
    assert Decision.objects.get().voided_at is not None
    assert places(case)[1].asked.refused_at is not None
    told = SentEmail.objects.get(message="declarations/emails/signatory_answered")
    assert told.recipient == case.claimant


def test_who_refused_neither_signs_nor_is_asked_again(case, asked):
    refuse_to_sign(again(asked))

    with pytest.raises(NotNow):
        sign_together(again(asked), file=[cases.scan()])
    with pytest.raises(SignatoryAsked):
        ask_signatory(case.claimant, cases.fresh(case), name=asked.name, email=EMAIL)


def test_a_question_taken_back_leads_nowhere_and_can_be_asked_anew(case, asked):
    revoke_signatory(case.claimant, again(asked))

    assert browser().get(address(asked)).status_code == 404
    ask_signatory(case.claimant, cases.fresh(case), name=asked.name, email="b@alfa.example")


def test_only_who_stands_in_the_letter_can_be_asked_and_never_oneself(case):
    with pytest.raises(SignatoryUnknown):
        ask_signatory(case.claimant, case, name="Celina Cicha", email=EMAIL)
    with pytest.raises(SignatoryIsClaimant):
        ask_signatory(case.claimant, case, name="Alfred Alfowski", email="DOROTA@example.com")


def test_nobody_else_asks_reminds_or_revokes(case, asked, cast, sign_in):
    stranger = sign_in(cast.bartek)
    for name, more in (
        ("ask_signatory", []),
        ("remind_signatory", [asked.public_id]),
        ("revoke_signatory", [asked.public_id]),
    ):
        there = reverse(f"declarations:{name}", args=[case.public_id, *more])
        assert stranger.post(there).status_code == 404


def test_a_signatory_is_written_to_again_a_few_times_a_day(case, asked, sign_in, deliver):
    client = sign_in(case.claimant)
    there = reverse("declarations:remind_signatory", args=[case.public_id, asked.public_id])
    answers = [client.post(there, follow=True).content.decode() for _ in range(4)]

    deliver()
    assert SentEmail.objects.filter(address=EMAIL).count() == 4
    assert "Too many attempts" in answers[-1]


def test_the_link_of_a_case_that_is_over_says_so(case, asked):
    withdraw_declaration(case.claimant, cases.fresh(case))

    assert "cannot be signed any more" in browser().get(address(asked)).content.decode()
    assert browser().get(address(asked, "signatory_letter")).status_code == 404
    with pytest.raises(NotNow):
        remind_signatory(case.claimant, again(asked))


def test_the_address_is_erased_with_the_files(case, asked):
    erase_files(withdraw_declaration(case.claimant, cases.fresh(case)))

    assert address_of_signatory(again(asked)) == ""
