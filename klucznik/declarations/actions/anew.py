"""What makes a case wait longer, wait anew or go back to the reviewers: something changed after people were told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from klucznik.core import clock
from klucznik.declarations.actions.ending import expire
from klucznik.declarations.changes import has_other_factor, is_unheard
from klucznik.declarations.models import Decision, Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import PENDING
from klucznik.declarations.steps import move, note, take
from klucznik.declarations.waiting import SHORTEST
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind

# A register that stays silent: once three days more.
SILENCE = timedelta(days=3)
# Nobody heard of it: once as much as lies between two bands, at least a week.
ONE_BAND = timedelta(days=7)


def postpone(case: Declaration) -> Declaration:
    """The register does not answer: three days more, once, for a case taken by the caller."""
    case.postponed_at = clock.now()
    case.due_at = (clock.now() if case.state == State.NOTICE else case.due_at) or clock.now()
    return _later(case, by=SILENCE, reason="register")


@transaction.atomic
def lengthen_unheard(declaration: Declaration) -> Declaration:
    """No notice but the claimant's reached anybody: the wait becomes one band longer, once."""
    case = take(declaration, among=frozenset({State.NOTICE}))
    if case.lengthened_at is None and is_unheard(case):
        case.lengthened_at = clock.now()
        case.due_at = max(case.due_at or clock.now(), clock.now())
        return _later(case, by=ONE_BAND, reason="unheard")
    return case


def _later(case: Declaration, *, by: timedelta, reason: str) -> Declaration:
    assert case.due_at is not None
    case.due_at += by
    if case.state == State.NOTICE:
        case.notice_ends_at = case.due_at
        case.reminders = [name for name in case.reminders if name != "ending"]
    case.version += 1
    case.save(
        update_fields=[
            "due_at",
            "notice_ends_at",
            "reminders",
            "version",
            "postponed_at",
            "lengthened_at",
        ]
    )
    note(case, Kind.DECLARATION_LENGTHENED, actor=None, reason=reason)
    return case


@transaction.atomic
def follow_account(declaration: Declaration) -> Declaration:
    """The claimant's account changed: another address voids the letter, another second step makes all wait anew."""
    case = take(declaration, among=PENDING | {State.DRAFT})
    if case.claimant.email.lower() != case.login.lower():
        return expire(case, Ending.ADDRESS_CHANGED)
    waits = case.state in (State.NOTICE, State.READY)
    return restart(case) if waits and has_other_factor(case) else case


def restart(case: Declaration) -> Declaration:
    """The waiting period of a case taken by the caller begins anew, as long as it was."""
    now = clock.now()
    ends_at = _end_of_same(case, now)
    again = {"notice_started_at": now, "notice_ends_at": ends_at, "reminders": []}
    if case.is_frozen:
        again["frozen_at"] = now
    if case.state == State.READY:
        return move(
            case,
            State.NOTICE,
            actor=None,
            kind=Kind.DECLARATION_RESTARTED,
            due_at=ends_at,
            changes=again,
        )
    again |= {"due_at": ends_at, "state_since": now, "version": case.version + 1}
    for name, value in again.items():
        setattr(case, name, value)
    case.save(update_fields=list(again))
    note(case, Kind.DECLARATION_RESTARTED, actor=None)
    return case


def _end_of_same(case: Declaration, now: datetime) -> datetime:
    """Points are not counted anew: the same time as before, and never under a day and a working day."""
    assert case.notice_started_at is not None
    assert case.notice_ends_at is not None
    length = max(case.notice_ends_at - case.notice_started_at, SHORTEST)
    return max(now + length, after_working_days(timezone.localtime(now), 1))


def return_to_review(case: Declaration) -> Declaration:
    """The register tells something else than what the reviewers saw: what they decided does not count any more."""
    now = clock.now()
    Decision.objects.filter(declaration=case, voided_at=None).update(voided_at=now)
    return move(
        case,
        State.IN_REVIEW,
        actor=None,
        kind=Kind.DECLARATION_RETURNED,
        changes={
            "review_round": case.review_round + 1,
            "promised_at": after_working_days(timezone.localtime(now), case.reviewers_needed),
            "notice_started_at": None,
            "notice_ends_at": None,
            "reminders": [],
            "assigned_to": None,
            "assigned_at": None,
        },
    )
