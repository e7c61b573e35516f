"""Staff decide: two different people, the second without knowing the first one's word; a lead settles."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.actions.desk import put_down
from klucznik.declarations.actions.notices import start_notice
from klucznik.declarations.errors import (
    ChecklistIncomplete,
    FilesChanged,
    MayNotReview,
    NoteMissing,
    ReasonMissing,
    RepresentationMissing,
    RepresentationUnproven,
    TooLittleEvidence,
    TooManyRounds,
    WaitsForLead,
)
from klucznik.declarations.impartiality import FOR_LEADS, has_decided, is_party, outcome_of
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Decision, Declaration, State
from klucznik.declarations.papers import files_hash as hash_of_files
from klucznik.declarations.reasons import Asking, Check, Ending, Refusing
from klucznik.declarations.steps import move, take
from klucznik.declarations.steps import note as write_down
from klucznik.declarations.verdicts import Outcome
from klucznik.declarations.waiting import too_little
from klucznik.declarations.weighing import signed_by_all, signed_by_some, suffices_in_time
from klucznik.events.kinds import Kind

Verdict = Decision.Verdict
Found = Decision.Representation
INFO_DAYS = timedelta(days=14)
MOST_ROUNDS = 3
# Evidence can be gone again after the approval; more of it may come.
LOOK_AGAIN = timedelta(hours=24)
REASONS = {Verdict.REJECT: Refusing.values, Verdict.ASK: Asking.values}


@transaction.atomic
def decide(
    reviewer: User,
    declaration: Declaration,
    *,
    verdict: str,
    note: str,
    files_hash: str,
    reason: str = "",
    checklist: list[str] | None = None,
    representation: str = "",
    as_lead: bool = False,
) -> Declaration:
    """Write one reviewer's decision down; the state moves when enough of them agree.

    `files_hash` is of the files that the reviewer saw (papers.files_hash); `as_lead` says that this person is a lead
    and may settle what waits for one. `representation` is what the reviewer found about who signed; it counts when
    they approve.
    """
    case = take(declaration, among=frozenset({State.IN_REVIEW}))
    settles = _may_decide(reviewer, case, as_lead=as_lead)
    checklist = checklist or []
    _check_words(case, verdict=verdict, reason=reason, note=note, checklist=checklist)
    if verdict == Verdict.APPROVE:
        letter_of(case.kind).check_approval(case)
    found = _signed_as(case, verdict, representation)
    if files_hash != hash_of_files(case):
        raise FilesChanged
    decision = Decision.objects.create(
        declaration=case,
        round=case.review_round,
        reviewer=reviewer,
        as_lead=settles,
        by_lead=as_lead,
        verdict=verdict,
        reason=reason or Ending.COMPLETE,
        note=note,
        files_hash=files_hash,
        checklist=checklist,
        representation=found,
    )
    put_down(case)
    if found:
        _check_evidence(case, found)
    return _follow(case, decision, reviewer)


def _may_decide(reviewer: User, case: Declaration, *, as_lead: bool) -> bool:
    """Refuse parties and second votes; True when this decision settles what waited for a lead."""
    if is_party(reviewer, case) or has_decided(reviewer, case):
        raise MayNotReview
    found = outcome_of(case)
    if found in FOR_LEADS and not as_lead:
        raise WaitsForLead
    if found in (Outcome.APPROVED, Outcome.REJECTED):
        raise MayNotReview
    return found in FOR_LEADS


def _signed_as(case: Declaration, verdict: str, representation: str) -> str:
    """What an approval rests on: electronic signatures count only where a machine verified them."""
    if verdict != Verdict.APPROVE or not letter_of(case.kind).represents:
        return ""
    if representation not in Found.values:
        raise RepresentationMissing
    complete, some = representation == Found.COMPLETE, representation == Found.SOME
    if (complete and not signed_by_all(case)) or (some and not signed_by_some(case)):
        raise RepresentationUnproven
    return representation


def _check_words(
    case: Declaration, *, verdict: str, reason: str, note: str, checklist: list[str]
) -> None:
    """Every decision says why; an approval also that everything on the list was looked at."""
    if verdict == Verdict.APPROVE:
        if set(Check.values) - set(checklist):
            raise ChecklistIncomplete
        letter_of(case.kind).check_approval(case)
    elif reason not in REASONS[Verdict(verdict)]:
        raise ReasonMissing
    if not note.strip():
        raise NoteMissing
    if verdict == Verdict.ASK and case.info_rounds >= MOST_ROUNDS:
        raise TooManyRounds


def _check_evidence(case: Declaration, found: str) -> None:
    """Refuse an approval that leads nowhere; each reviewer is told by their own finding, not by the other's."""
    if letter_of(case.kind).weighs and not suffices_in_time(case, found):
        raise too_little(case, found)


def _follow(case: Declaration, decision: Decision, reviewer: User) -> Declaration:
    """What the decisions together come to. The event of a decision never tells which one it was."""
    found = outcome_of(case)
    if found == Outcome.ASKED:
        return _ask(case, decision, reviewer)
    if found == Outcome.REJECTED:
        return reject(case, decision, reviewer)
    write_down(case, Kind.DECLARATION_REVIEWED, actor=reviewer, by_staff=True)
    return start_notice(case) if found == Outcome.APPROVED else case


def _ask(case: Declaration, decision: Decision, reviewer: User) -> Declaration:
    return move(
        case,
        State.NEEDS_INFO,
        actor=reviewer,
        kind=Kind.DECLARATION_INFO_ASKED,
        by_staff=True,
        due_at=clock.now() + INFO_DAYS,
        changes={
            "info_rounds": case.info_rounds + 1,
            "info_asked": decision.note,
            "outcome_reason": decision.reason,
            "reminders": [],
        },
        reason=decision.reason,
    )


def reject(case: Declaration, decision: Decision, reviewer: User) -> Declaration:
    """End a case taken by the caller with the reason of its last decision."""
    return move(
        case,
        State.REJECTED,
        actor=reviewer,
        kind=Kind.DECLARATION_REJECTED,
        by_staff=True,
        changes={"outcome_reason": decision.reason, "outcome_note": decision.note},
        reason=decision.reason,
    )


@transaction.atomic
def begin_waiting(declaration: Declaration) -> Declaration:
    """An approved case that waited for its turn (another case, a frozen clock, a young account) goes on."""
    case = take(declaration, among=frozenset({State.IN_REVIEW}))
    case.due_at = None
    if outcome_of(case) == Outcome.APPROVED:
        try:
            return start_notice(case)
        except TooLittleEvidence:
            case.due_at = clock.now() + LOOK_AGAIN
    case.save(update_fields=["due_at"])
    return case


@transaction.atomic
def void_words_of(reviewer: User) -> int:
    """Whoever no longer decides for the vendor decides no open case: others look at it. How many cases that were."""
    theirs = Decision.objects.filter(reviewer=reviewer, voided_at=None)
    open_cases = Declaration.objects.filter(state=State.IN_REVIEW, decisions__in=theirs).distinct()
    for found in open_cases.select_related("company").order_by("company_id", "pk"):
        case = take(found, among=frozenset({State.IN_REVIEW}))
        theirs.filter(declaration=case).update(voided_at=clock.now())
        case.due_at = None
        case.version += 1
        case.save(update_fields=["due_at", "version"])
    return len(open_cases)
