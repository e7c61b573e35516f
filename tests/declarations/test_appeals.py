"""A rejected letter is looked at once more: once, within 14 days, by others."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.queries.cases import mine_to_decide
from klucznik.declarations.actions.appealing import appeal
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.errors import MayNotReview, NotAppealable
from klucznik.declarations.models import Declaration, Evidence, State
from klucznik.declarations.papers import current_files, file_data
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases, papers

WORDS = "Prokura jest w załączonym odpisie."


@pytest.fixture
def rejected(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    file = current_files(case).get()
    Evidence.objects.filter(declaration=case, file=file).delete()
    Evidence.objects.create(
        declaration=case, kind="signature", key=f"{file.public_id}:1", status="valid", file=file
    )
    cases.decided(cast.filip, case, "reject")
    return cases.decided(cast.grazyna, case, "reject")


def test_the_claimant_appeals_on_the_page_of_the_case(cast, rejected, sign_in):
    browser = sign_in(cast.dorota)
    page = browser.get(reverse("declarations:case", args=[rejected.public_id])).content.decode()
    address = reverse("declarations:appeal", args=[rejected.public_id])
    assert address in page

    more = SimpleUploadedFile("odpis.pdf", papers.pdf(pages=2))
    browser.post(address, {"words": WORDS, "file": [more]})

    case = Declaration.objects.get(appeal_of=rejected)
    assert (case.state, case.info_answer) == (State.IN_REVIEW, WORDS)
    assert case.number != rejected.number
    assert current_files(case).count() == 2
    after = browser.get(reverse("declarations:case", args=[rejected.public_id])).content.decode()
    assert case.number in after
    assert address not in after
    assert Event.objects.filter(kind=Kind.DECLARATION_APPEALED).count() == 1
    worker.drain()
    letters = SentEmail.objects.filter(event__kind=Kind.DECLARATION_APPEALED)
    assert {letter.address for letter in letters} == {
        "dorota@example.com",
        "anna@example.com",
        "biuro@alfa.example",
    }


def test_words_are_needed(cast, rejected, sign_in):
    address = reverse("declarations:appeal", args=[rejected.public_id])
    answer = sign_in(cast.dorota).post(address, {"words": " "})

    assert answer.status_code == 422
    assert "Write why you do not agree." in answer.content.decode()


def test_what_was_sent_and_found_goes_along_under_a_new_key(cast, rejected):
    case = appeal(cast.dorota, cases.fresh(rejected), words=WORDS)

    before, after = current_files(rejected).get(), current_files(case).get()
    assert bytes(case.wrapped_key) != bytes(rejected.wrapped_key)
    assert before.ref != after.ref
    assert file_data(before) == file_data(after)
    found = Evidence.objects.get(declaration=case)
    assert (found.file, found.key, found.status) == (after, f"{after.public_id}:1", "valid")
    assert (case.content, case.text_hash) == (rejected.content, rejected.text_hash)


def test_whoever_decided_before_does_not_decide_again(cast, rejected):
    case = appeal(cast.dorota, cases.fresh(rejected), words=WORDS)

    with pytest.raises(MayNotReview):
        cases.decided(cast.filip, case)
    member = StaffMember.objects.get(user=cast.filip)
    assert case not in mine_to_decide(member)
    other = StaffMember.objects.create(user=factories.person(), role=member.role)
    assert case in mine_to_decide(other)

    cases.decided(other.user, case)
    cases.decided(cast.henryk, case)
    assert cases.fresh(case).state == State.NOTICE


def test_once_and_not_the_appeal_itself(cast, rejected):
    case = appeal(cast.dorota, cases.fresh(rejected), words=WORDS)
    with pytest.raises(NotAppealable):
        appeal(cast.dorota, cases.fresh(rejected), words=WORDS)

    for name in ("iza", "jan"):
        cases.decided(factories.person(email=f"{name}@example.com"), case, "reject")
    with pytest.raises(NotAppealable):
        appeal(cast.dorota, cases.fresh(case), words=WORDS)


def test_not_after_14_days_not_by_others_not_of_other_ends(cast, rejected, travel):
    with pytest.raises(NotAppealable):
        appeal(cast.bogna, cases.fresh(rejected), words=WORDS)
    travel(days=14.1)
    with pytest.raises(NotAppealable):
        appeal(cast.dorota, cases.fresh(rejected), words=WORDS)

    withdrawn = withdraw_declaration(cast.dorota, cases.draft(cast.dorota, cast.alfa))
    with pytest.raises(NotAppealable):
        appeal(cast.dorota, cases.fresh(withdrawn), words=WORDS)


def test_two_rejected_cases_do_not_close_the_appeal(cast, rejected):
    again = cases.submitted(cast.dorota, cast.alfa)
    cases.decided(cast.filip, again, "reject")
    cases.decided(cast.grazyna, again, "reject")

    assert appeal(cast.dorota, cases.fresh(again), words=WORDS).state == State.IN_REVIEW
