"""The files of a case: added, removed, and erased when their time has come."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.declarations.actions.checking import begin_check
from klucznik.declarations.errors import EvidenceMissing, MayNotReview, NoteMissing, TooManyFiles
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.impartiality import is_party
from klucznik.declarations.models import Contest, Decision, Declaration, EvidenceFile, State
from klucznik.declarations.papers import case_key
from klucznik.declarations.states import EDITABLE
from klucznik.declarations.steps import note as write_down
from klucznik.declarations.steps import take
from klucznik.events.kinds import Kind
from klucznik.mail.models import SentEmail

MOST_FILES = 5


@transaction.atomic
def add_files(actor: User, declaration: Declaration, *, file: list[AcceptedFile]) -> Declaration:
    """Keep inspected files, sealed with the case's key; the same file twice is kept once."""
    case = take(declaration, among=EDITABLE)
    add_to_case(case, file, by=actor)
    return case


def add_to_case(
    case: Declaration, file: list[AcceptedFile], *, by: User | None
) -> list[EvidenceFile]:
    """Add files to a case taken by the caller, queue their checks, and void what was decided without them."""
    fresh = keep_files(case, file, uploaded_by=by)
    for kept in fresh:
        write_down(case, Kind.DECLARATION_FILE_ADDED, actor=by, sha256=kept.sha256)
        begin_check(case, kept)
    if fresh:
        void_decisions(case)
    return fresh


def keep_files(
    case: Declaration,
    file: list[AcceptedFile],
    *,
    uploaded_by: User | None,
    contest: Contest | None = None,
) -> list[EvidenceFile]:
    """Seal what is new of these files, for a case taken by the caller: its own, or those of an objection."""
    files = EvidenceFile.objects.filter(declaration=case, contest=contest, removed_at=None)
    there = set(files.values_list("sha256", flat=True))
    fresh = [one for one in {one.sha256: one for one in file}.values() if one.sha256 not in there]
    if len(there) + len(fresh) > MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    return [
        EvidenceFile.objects.create(
            declaration=case,
            contest=contest,
            ref=storage.store(one.data, case_key=case_key(case)),
            name=one.safe_name,
            kind=one.kind,
            media_type=one.media_type,
            size=one.size,
            pages=one.pages,
            sha256=one.sha256,
            uploaded_by=uploaded_by,
        )
        for one in fresh
    ]


@transaction.atomic
def remove_file(actor: User, declaration: Declaration, file: EvidenceFile) -> Declaration:
    """Take a file back: it is erased, and what was decided about it no longer counts."""
    case = take(declaration, among=EDITABLE)
    removed = EvidenceFile.objects.filter(pk=file.pk, declaration=case, removed_at=None).update(
        removed_at=clock.now(), erased_at=clock.now()
    )
    if removed:
        transaction.on_commit(partial(storage.erase, file.ref))
        write_down(case, Kind.DECLARATION_FILE_REMOVED, actor=actor, sha256=file.sha256)
        void_decisions(case)
    return case


@transaction.atomic
def remove_identity_document(
    reviewer: User, declaration: Declaration, file: EvidenceFile, *, note: str
) -> Declaration:
    """A reviewer takes out a file that holds an identity document: it is erased, what was seen in it stays as words.

    Nobody asked for such a copy. The claimant is told; whoever decided about the files has to look again.
    """
    case = take(declaration)
    if is_party(reviewer, case):
        raise MayNotReview
    if not note.strip():
        raise NoteMissing
    now = clock.now()
    removed = EvidenceFile.objects.filter(
        pk=file.pk, declaration=case, contest=None, removed_at=None, erased_at=None
    ).update(removed_at=now, erased_at=now, removed_by=reviewer, removed_note=note)
    if not removed:
        raise EvidenceMissing
    transaction.on_commit(partial(storage.erase, file.ref))
    write_down(
        case, Kind.DECLARATION_FILE_REMOVED, actor=reviewer, by_staff=True, sha256=file.sha256
    )
    void_decisions(case)
    return case


@transaction.atomic
def erase_files(declaration: Declaration) -> int:
    """Erase the files of an ended case, their key, and the plain addresses of those who were told; decisions stay."""
    files = EvidenceFile.objects.filter(declaration=declaration, erased_at=None)
    refs = list(files.values_list("ref", flat=True))
    files.update(erased_at=clock.now())
    Declaration.objects.filter(pk=declaration.pk).update(wrapped_key=None)
    for ref in refs:
        transaction.on_commit(partial(storage.erase, ref))
    about = {"event__subject_type": Declaration._meta.label, "event__subject_id": declaration.pk}
    SentEmail.objects.filter(recipient=None, **about).update(
        address="", subject="", text="", context={}, links={}
    )
    declaration.notified.update(sealed_email="")
    declaration.co_signatories.update(sealed_email="")
    declaration.evidence.update(details={}, secret_hash="")
    declaration.snapshots.update(facts={})
    return len(refs)


def void_decisions(case: Declaration) -> None:
    """Whoever decided about other files has to look again: a new round begins."""
    standing = Decision.objects.filter(declaration=case, round=case.review_round, voided_at=None)
    if case.state == State.IN_REVIEW and standing.update(voided_at=clock.now()):
        case.review_round += 1
        case.due_at = None  # an approval that waited for its turn does not count any more
        case.save(update_fields=["review_round", "due_at"])
