"""Ends that nobody decides: time ran out, or the rights came another way."""

from __future__ import annotations

from django.db import transaction

from klucznik.declarations.models import ContestVote, Decision, Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import PENDING
from klucznik.declarations.steps import move, take
from klucznik.events.kinds import Kind

WHY_EXPIRED = {
    State.DRAFT: Ending.NOT_SENT,
    State.NEEDS_INFO: Ending.NO_ANSWER,
    State.READY: Ending.NOT_ACCEPTED,
}


@transaction.atomic
def expire_case(declaration: Declaration, *, reason: Ending | None = None) -> Declaration:
    """The time of the present state ran out."""
    case = take(declaration, among=PENDING | {State.DRAFT})
    return expire(case, reason or WHY_EXPIRED[State(case.state)])


def expire(case: Declaration, why: Ending) -> Declaration:
    """End a case taken by the caller because of time."""
    return move(
        case,
        State.EXPIRED,
        actor=None,
        kind=Kind.DECLARATION_EXPIRED,
        changes={"outcome_reason": why},
        reason=why.value,
    )


@transaction.atomic
def supersede_case(declaration: Declaration) -> Declaration:
    """The claimant got the rights from an administrator; the case is not needed any more."""
    case = take(declaration, among=PENDING | {State.DRAFT})
    return move(
        case,
        State.SUPERSEDED,
        actor=None,
        kind=Kind.DECLARATION_SUPERSEDED,
        changes={"outcome_reason": Ending.GRANTED_OTHERWISE},
    )


@transaction.atomic
def forget_case(declaration: Declaration) -> None:
    """Years after the end only that there was a case and how it ended is left: no letter, no words, no reasons."""
    Declaration.objects.filter(pk=declaration.pk, ended_at__isnull=False).update(
        content={}, about={}, login="", info_asked="", info_answer="", outcome_note=""
    )
    Decision.objects.filter(declaration=declaration).update(note="", checklist=[])
    ContestVote.objects.filter(contest__declaration=declaration).update(note="")
    declaration.contests.update(statement="", note="")
    declaration.files.update(name="", removed_note="")
