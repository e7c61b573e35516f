"""A reviewer takes out a file that holds an identity document: it is gone, the note stays, the claimant is told."""

from __future__ import annotations

import pytest

from klucznik.declarations.actions.evidence import (
    add_files,
    remove_file,
    remove_identity_document,
)
from klucznik.declarations.errors import EvidenceMissing, MayNotReview, NoteMissing
from klucznik.declarations.models import Decision
from klucznik.declarations.papers import current_files
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases

NOTE = "Dowód osobisty podpisującego; nazwisko się zgadza."


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    add_files(cast.dorota, cases.fresh(case), file=[cases.scan("dowod.pdf", pages=2)])
    return cases.fresh(case)


def take_out(reviewer, case, file=None, note: str = NOTE):
    file = file or case.files.get(name="dowod.pdf")
    return remove_identity_document(reviewer, cases.fresh(case), file, note=note)


def test_the_file_is_erased_and_the_note_stays(
    cast, case, settings, django_capture_on_commit_callbacks
):
    stored = len([one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()])

    with django_capture_on_commit_callbacks(execute=True):
        take_out(cast.filip, case)

    file = case.files.get(name="dowod.pdf")
    left = [one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()]
    assert file.erased_at is not None
    assert file.removed_by == cast.filip
    assert file.removed_note == NOTE
    assert len(left) == stored - 1
    assert [one.name for one in current_files(case)] == ["skan.pdf"]


def test_the_claimant_is_told_once_and_the_history_knows(cast, case, deliver):
    take_out(cast.filip, case)
    deliver()

    event = Event.objects.get(kind=Kind.DECLARATION_FILE_REMOVED)
    letter = SentEmail.objects.get(message="declarations/emails/case_file_removed")
    assert event.by_staff
    assert NOTE not in str(event.facts)
    assert letter.recipient == cast.dorota


def test_what_the_claimant_removes_needs_no_letter(cast, case, deliver):
    remove_file(cast.dorota, cases.fresh(case), case.files.get(name="dowod.pdf"))
    deliver()

    assert not SentEmail.objects.filter(message="declarations/emails/case_file_removed").exists()


def test_who_decided_about_the_files_has_to_look_again(cast, case):
    cases.decided(cast.grazyna, case)

    take_out(cast.filip, case)

    assert Decision.objects.get(reviewer=cast.grazyna).voided_at is not None


def test_a_party_takes_nothing_out(cast, case):
    factories.membership(cast.alfa, cast.filip)

    with pytest.raises(MayNotReview):
        take_out(cast.filip, case)


def test_it_takes_a_note_and_a_file_that_is_there(cast, case):
    with pytest.raises(NoteMissing):
        take_out(cast.filip, case, note=" ")
    take_out(cast.filip, case)

    with pytest.raises(EvidenceMissing):
        take_out(cast.filip, case)
