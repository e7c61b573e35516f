"""Once, the claimant may ask for a second look at a rejected letter; other reviewers give it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.declarations.actions.evidence import add_to_case
from klucznik.declarations.actions.notices import refresh_notified
from klucznik.declarations.actions.preparing import open_case
from klucznik.declarations.appeals import appeal_until
from klucznik.declarations.errors import NoFileYet, NotAppealable, WordsMissing
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, Evidence, EvidenceFile, State
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.papers import case_key, current_files, file_data
from klucznik.declarations.steps import move
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind


@transaction.atomic
def appeal(
    actor: User, declaration: Declaration, *, words: str, file: list[AcceptedFile] | None = None
) -> Declaration:
    """A new case about the same letter: what was sent goes with it; who decided before does not decide again."""
    company = lock_company(declaration.company)
    first = Declaration.objects.locked(declaration.pk)
    if actor.pk != first.claimant_id or appeal_until(first) is None:
        raise NotAppealable
    if not words.strip():
        raise WordsMissing
    letter_of(first.kind).check_appeal(first)
    case = open_case(actor, company, kind=LetterKind(first.kind), language=first.language)
    case.content, case.text_hash, case.about = first.content, first.text_hash, first.about
    case.login, case.appeal_of, case.info_answer = first.login, first, words
    case.save()
    _carry_over(first, case)
    add_to_case(case, file or [], by=actor)
    if not current_files(case).exists():
        raise NoFileYet
    return _send(case, actor)


def _carry_over(first: Declaration, case: Declaration) -> None:
    """The files, sealed anew under the key of the new case, and what was found in them or elsewhere."""
    copies: dict[int, EvidenceFile] = {}
    for file in current_files(first).filter(erased_at=None):
        ref = storage.store(file_data(file), case_key=case_key(case))
        copies[file.pk] = EvidenceFile.objects.create(
            declaration=case,
            ref=ref,
            name=file.name,
            kind=file.kind,
            media_type=file.media_type,
            size=file.size,
            pages=file.pages,
            sha256=file.sha256,
            uploaded_by=file.uploaded_by,
            uploaded_at=file.uploaded_at,
        )
    for found in first.evidence.exclude(status=Evidence.Status.PENDING).select_related("file"):
        if found.file_id and found.file_id not in copies:
            continue
        Evidence.objects.create(
            declaration=case,
            kind=found.kind,
            key=_key(found, copies),
            status=found.status,
            file=copies.get(found.file_id or 0),
            details=found.details,
            at=found.at,
            checked_at=found.checked_at,
        )


def _key(found: Evidence, copies: dict[int, EvidenceFile]) -> str:
    """What is found in a file is named by the file."""
    if found.file is None:
        return found.key
    return found.key.replace(found.file.public_id, copies[found.file.pk].public_id)


def _send(case: Declaration, actor: User) -> Declaration:
    now = clock.now()
    refresh_notified(case)
    return move(
        case,
        State.IN_REVIEW,
        actor=actor,
        kind=Kind.DECLARATION_APPEALED,
        changes={
            "submitted_at": now,
            "reviewers_needed": settings.REVIEWERS,
            "promised_at": after_working_days(timezone.localtime(now), settings.REVIEWERS),
        },
    )
