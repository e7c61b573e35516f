"""The files of a case: added, removed, and erased when their time has come."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.declarations.errors import TooManyFiles
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.models import Decision, Declaration, EvidenceFile, State
from klucznik.declarations.papers import case_key, current_files
from klucznik.declarations.states import EDITABLE
from klucznik.declarations.steps import note, take
from klucznik.events.kinds import Kind
from klucznik.mail.models import SentEmail

MOST_FILES = 5


@transaction.atomic
def add_files(actor: User, declaration: Declaration, *, file: list[AcceptedFile]) -> Declaration:
    """Keep inspected files, sealed with the case's key; the same file twice is kept once."""
    case = take(declaration, among=EDITABLE)
    there = set(current_files(case).values_list("sha256", flat=True))
    fresh = [one for one in {one.sha256: one for one in file}.values() if one.sha256 not in there]
    if len(there) + len(fresh) > MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    for one in fresh:
        EvidenceFile.objects.create(
            declaration=case,
            ref=storage.store(one.data, case_key=case_key(case)),
            name=one.safe_name,
            kind=one.kind,
            media_type=one.media_type,
            size=one.size,
            pages=one.pages,
            sha256=one.sha256,
            uploaded_by=actor,
        )
        note(case, Kind.DECLARATION_FILE_ADDED, actor=actor, sha256=one.sha256)
    if fresh:
        _void_decisions(case)
    return case


@transaction.atomic
def remove_file(actor: User, declaration: Declaration, file: EvidenceFile) -> Declaration:
    """Take a file back: it is erased, and what was decided about it no longer counts."""
    case = take(declaration, among=EDITABLE)
    removed = EvidenceFile.objects.filter(pk=file.pk, declaration=case, removed_at=None).update(
        removed_at=clock.now(), erased_at=clock.now()
    )
    if removed:
        transaction.on_commit(partial(storage.erase, file.ref))
        note(case, Kind.DECLARATION_FILE_REMOVED, actor=actor, sha256=file.sha256)
        _void_decisions(case)
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
    return len(refs)


def _void_decisions(case: Declaration) -> None:
    """Whoever decided about other files has to look again: a new round begins."""
    standing = Decision.objects.filter(declaration=case, round=case.review_round, voided_at=None)
    if case.state == State.IN_REVIEW and standing.update(voided_at=clock.now()):
        case.review_round += 1
        case.due_at = None  # an approval that waited for its turn does not count any more
        case.save(update_fields=["review_round", "due_at"])
