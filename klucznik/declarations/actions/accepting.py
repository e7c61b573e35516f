"""The end of the waiting: ready, accepted, granted; everything is checked once more before it counts."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.companies.measures import is_suspended
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.anew import (
    SILENCE,
    lengthen_unheard,
    postpone,
    restart,
    return_to_review,
)
from klucznik.declarations.actions.ending import expire
from klucznik.declarations.changes import has_other_factor, is_unheard
from klucznik.declarations.errors import (
    AddressChanged,
    ClaimantGone,
    CompanySuspended,
    FactorMissing,
    Moot,
    NotNow,
    OpenContest,
    RegisterSilent,
)
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.registers import representation_changed
from klucznik.declarations.steps import move, take
from klucznik.declarations.voices import open_contests
from klucznik.events.kinds import Kind

ACCEPT_DAYS = timedelta(days=14)


def check_objections(case: Declaration) -> None:
    """Nobody's word waits for an answer."""
    if case.is_frozen or open_contests(case):
        raise OpenContest


def check_time_is_over(case: Declaration) -> None:
    """The time of the present state has run out; no door and no person can make it shorter."""
    if case.due_at is None or clock.now() < case.due_at:
        raise NotNow


def check_claimant(case: Declaration) -> None:
    """The account is in use and still has, verified, the address that the letter names."""
    claimant = User.objects.get(pk=case.claimant_id)
    if not claimant.is_active or claimant.deleted_at or claimant.deletion_due_at:
        raise ClaimantGone
    verified = EmailAddress.objects.filter(user=claimant, email__iexact=case.login, verified=True)
    if claimant.email.lower() != case.login.lower() or not verified.exists():
        raise AddressChanged(login=case.login)


def check_measures(case: Declaration) -> None:
    """The vendor did not suspend the company."""
    if is_suspended(case.company):
        raise CompanySuspended


@transaction.atomic
def end_waiting(declaration: Declaration) -> Declaration:
    """The waiting period is over: the claimant may accept, or, where nothing is to accept, has the rights.

    Unless it turns out now that it was not what people were told: then it ends, lasts longer or begins anew.
    """
    case = take(declaration, among=frozenset({State.NOTICE}))
    check_time_is_over(case)
    check_objections(case)
    check_measures(case)
    if (elsewhere := _account_gone(case) or _changed(case)) is not None:
        return elsewhere
    if not letter_of(case.kind).needs_acceptance:
        return _grant_without_acceptance(case)
    return move(
        case,
        State.READY,
        actor=None,
        kind=Kind.DECLARATION_READY,
        due_at=clock.now() + ACCEPT_DAYS,
        changes={"reminders": []},
    )


def _account_gone(case: Declaration) -> Declaration | None:
    try:
        check_claimant(case)
    except ClaimantGone:
        return expire(case, Ending.ACCOUNT_GONE)
    except AddressChanged:
        return expire(case, Ending.ADDRESS_CHANGED)
    return None


def _changed(case: Declaration) -> Declaration | None:
    """Where a case goes instead, because something changed since people were told or reviewers looked."""
    if case.state == State.NOTICE and case.lengthened_at is None and is_unheard(case):
        return lengthen_unheard(case)
    if has_other_factor(case):
        return restart(case)
    changed = representation_changed(case)
    if changed:
        return return_to_review(case)
    if changed is None and case.postponed_at is None:
        return postpone(case)
    return None


def _grant_without_acceptance(case: Declaration) -> Declaration:
    try:
        letter_of(case.kind).check_grant(case)
    except Moot as refusal:
        return expire(case, Ending(refusal.facts["why"]))
    except DomainError as refusal:
        known = refusal.code in Ending.values
        return expire(case, Ending(refusal.code) if known else Ending.NO_GROUNDS)
    return _grant(case, actor=None)


@transaction.atomic
def accept_grant(actor: User, declaration: Declaration) -> Declaration:
    """The claimant takes the rights; the door made sure of a second step confirmed a moment ago.

    The case that comes back is granted, unless something had changed: then it waits longer or anew, or is reviewed.
    """
    case = take(declaration, among=frozenset({State.READY}))
    if actor.pk != case.claimant_id:
        raise ClaimantGone
    if not has_factor(actor):
        raise FactorMissing
    check_objections(case)
    check_measures(case)
    check_claimant(case)
    if (elsewhere := _changed(case)) is not None:
        return elsewhere
    _check_silence(case)
    letter_of(case.kind).check_grant(case)
    return _grant(case, actor=actor)


def _check_silence(case: Declaration) -> None:
    """A register that did not answer is waited for three days, and no longer."""
    until = case.postponed_at + SILENCE if case.postponed_at else None
    if until and clock.now() < until and representation_changed(case) is None:
        raise RegisterSilent(day=f"{timezone.localtime(until):%d.%m.%Y}")


def _grant(case: Declaration, *, actor: User | None) -> Declaration:
    now = clock.now()
    until = now + timedelta(days=settings.PROBATION_DAYS)
    case.granted_at, case.probation_until = now, until
    letter_of(case.kind).grant(case)
    return move(
        case,
        State.GRANTED,
        actor=actor,
        kind=Kind.DECLARATION_GRANTED,
        due_at=until,
        changes={"granted_at": now, "probation_until": until},
    )


@transaction.atomic
def close_case(declaration: Declaration) -> Declaration:
    """The probation passed without an objection: the rights are full, the case is over."""
    case = take(declaration, among=frozenset({State.GRANTED}))
    check_time_is_over(case)
    check_objections(case)
    return move(case, State.CLOSED, actor=None, kind=Kind.DECLARATION_CLOSED)
