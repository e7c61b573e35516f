"""Send a letter in, answer a question about it, or take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.actions.notices import refresh_notified
from klucznik.declarations.actions.reading import read_registers
from klucznik.declarations.errors import NoFileYet
from klucznik.declarations.models import Decision, Declaration, State
from klucznik.declarations.papers import current_files
from klucznik.declarations.states import PENDING
from klucznik.declarations.steps import move, take
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind


@transaction.atomic
def submit_declaration(actor: User, declaration: Declaration) -> Declaration:
    """Send the signed letter to the vendor; everybody affected is told at once."""
    case = take(declaration, among=frozenset({State.DRAFT}))
    if not current_files(case).exists():
        raise NoFileYet
    now = clock.now()
    promised = after_working_days(timezone.localtime(now), settings.REVIEWERS)
    refresh_notified(case)
    read_registers(case)
    return move(
        case,
        State.IN_REVIEW,
        actor=actor,
        kind=Kind.DECLARATION_SUBMITTED,
        changes={
            "submitted_at": now,
            "reviewers_needed": settings.REVIEWERS,
            "promised_at": promised,
        },
    )


@transaction.atomic
def answer_question(actor: User, declaration: Declaration, *, answer: str = "") -> Declaration:
    """Give the case back to the reviewers: all of them look at it anew."""
    case = take(declaration, among=frozenset({State.NEEDS_INFO}))
    if not current_files(case).exists():
        raise NoFileYet
    now = clock.now()
    Decision.objects.filter(declaration=case, voided_at=None).update(voided_at=now)
    return move(
        case,
        State.IN_REVIEW,
        actor=actor,
        kind=Kind.DECLARATION_ANSWERED,
        changes={
            "review_round": case.review_round + 1,
            "info_answer": answer,
            "promised_at": after_working_days(timezone.localtime(now), case.reviewers_needed),
        },
    )


@transaction.atomic
def withdraw_declaration(actor: User, declaration: Declaration) -> Declaration:
    """The claimant gives the case up; allowed until the rights are granted."""
    case = take(declaration, among=PENDING | {State.DRAFT})
    return move(case, State.WITHDRAWN, actor=actor, kind=Kind.DECLARATION_WITHDRAWN)
