"""Take back what a case granted, in one step, within its probation."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.declarations.errors import MayNotReview, NoteMissing, OnlyLead
from klucznik.declarations.impartiality import is_party
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.steps import move, take
from klucznik.events.kinds import Kind


@transaction.atomic
def undo_grant(
    reviewer: User, declaration: Declaration, *, note: str, as_lead: bool = False
) -> Declaration:
    """A lead reviewer undoes a grant on probation without waiting for an objection."""
    case = take(declaration, among=frozenset({State.GRANTED}))
    if not as_lead:
        raise OnlyLead
    if is_party(reviewer, case):
        raise MayNotReview
    if not note.strip():
        raise NoteMissing
    return revert(case, reviewer, reason=Ending.STAFF_UNDID, note=note)


def revert(case: Declaration, reviewer: User | None, *, reason: Ending, note: str) -> Declaration:
    """Undo a granted case taken by the caller: the role, and everything that came of it."""
    undone = letter_of(case.kind).revert(case)
    return move(
        case,
        State.REVERTED,
        actor=reviewer,
        kind=Kind.DECLARATION_REVERTED,
        by_staff=True,
        changes={"outcome_reason": reason, "outcome_note": note},
        reason=reason.value,
        undone=undone,
    )
