"""The reviewers' desk: who reads a case now, and what is put aside for some days; neither tells a verdict."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.errors import (
    AlreadyTakenUp,
    HeldAlready,
    HoldOutOfRange,
    MayNotReview,
    OnlyLead,
    ReasonMissing,
)
from klucznik.declarations.impartiality import has_decided, is_party
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Holding
from klucznik.declarations.steps import note, take
from klucznik.declarations.working_days import after_working_days, is_working_day
from klucznik.events.kinds import Kind

MOST_DAYS = 10
IN_REVIEW = frozenset({State.IN_REVIEW})


@transaction.atomic
def take_up(reviewer: User, declaration: Declaration) -> Declaration:
    """A reviewer says "I read this one": others leave it alone until it is decided, given back or late."""
    case = take(declaration, among=IN_REVIEW)
    if case.assigned_to_id == reviewer.pk:
        return case
    if case.assigned_to_id and not is_late(case):
        raise AlreadyTakenUp
    return _give_to(reviewer, case, actor=reviewer)


@transaction.atomic
def assign_to(
    lead: User, declaration: Declaration, *, person: User, as_lead: bool = False
) -> Declaration:
    """A lead gives a case to somebody who may decide about it, whoever has it now."""
    case = take(declaration, among=IN_REVIEW)
    if not as_lead:
        raise OnlyLead
    return _give_to(person, case, actor=lead)


@transaction.atomic
def give_back(reviewer: User, declaration: Declaration) -> Declaration:
    """Whoever took a case up lets others read it."""
    case = take(declaration, among=IN_REVIEW)
    if case.assigned_to_id != reviewer.pk:
        raise AlreadyTakenUp
    _write(case, assigned_to=None, assigned_at=None)
    note(case, Kind.DECLARATION_GIVEN_BACK, actor=reviewer, by_staff=True)
    return case


@transaction.atomic
def hold_case(reviewer: User, declaration: Declaration, *, until: date, reason: str) -> Declaration:
    """Put a case aside until a working day, once before each decision; the claimant is told why and until when."""
    case = take(declaration, among=IN_REVIEW)
    if is_party(reviewer, case):
        raise MayNotReview
    if reason not in Holding.values:
        raise ReasonMissing
    if case.held_until is not None:
        raise HeldAlready
    ends = _end_of_hold(until)
    promised = max(case.promised_at or ends, after_working_days(ends, 1))
    _write(case, held_until=ends, held_reason=reason, promised_at=promised)
    note(case, Kind.DECLARATION_HELD, actor=reviewer, by_staff=True, reason=reason)
    return case


@transaction.atomic
def end_hold(reviewer: User, declaration: Declaration) -> Declaration:
    """What was waited for came earlier: the case is back in the queue."""
    case = take(declaration, among=IN_REVIEW)
    if is_party(reviewer, case):
        raise MayNotReview
    if is_held(case):
        _write(case, held_until=clock.now())
        note(case, Kind.DECLARATION_HOLD_ENDED, actor=reviewer, by_staff=True)
    return case


def put_down(case: Declaration) -> None:
    """A decision was made in a case taken by the caller: nobody reads it now, nothing holds it."""
    _write(case, assigned_to=None, assigned_at=None, held_until=None, held_reason="")


def is_late(case: Declaration) -> bool:
    """The promised time has passed without an answer."""
    return case.promised_at is not None and case.promised_at < clock.now()


def is_held(case: Declaration) -> bool:
    """Put aside now; it comes back by itself."""
    return case.held_until is not None and case.held_until > clock.now()


def last_day() -> date:
    """The last day until which a case may be put aside."""
    return after_working_days(timezone.localtime(clock.now()), MOST_DAYS).date()


def _end_of_hold(day: date) -> datetime:
    """The morning of the chosen day."""
    if not clock.today() < day <= last_day() or not is_working_day(day):
        raise HoldOutOfRange(last=date_long(last_day()))
    return timezone.make_aware(datetime.combine(day, time.min))


def _give_to(person: User, case: Declaration, *, actor: User) -> Declaration:
    if is_party(person, case) or has_decided(person, case):
        raise MayNotReview
    _write(case, assigned_to=person, assigned_at=clock.now())
    note(case, Kind.DECLARATION_TAKEN_UP, actor=actor, by_staff=True, reviewer=person.pk)
    return case


def _write(case: Declaration, **values: object) -> None:
    """Desk work is no step of the procedure: the version stays, so that an open decision form still counts."""
    for name, value in values.items():
        setattr(case, name, value)
    case.save(update_fields=list(values))
