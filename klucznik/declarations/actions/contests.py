"""Objections: who holds or held the keys stops the clock, others make staff look; two reviewers decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.actions.undoing import revert
from klucznik.declarations.errors import (
    AlreadyContested,
    AlreadyVoted,
    MayNotReview,
    NoteMissing,
    NotNow,
)
from klucznik.declarations.impartiality import may_vote, votes_needed
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, ContestVote, Declaration, Notified, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import CONTESTABLE
from klucznik.declarations.steps import move, take
from klucznik.declarations.steps import note as write_down
from klucznik.declarations.voices import open_contests
from klucznik.declarations.waiting import resumed
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind

EVIDENCE_DAYS = timedelta(days=14)
MOST_CONTESTS = 3


@transaction.atomic
def object_to(voice: Notified, *, statement: str = "") -> Contest:
    """Somebody who was told objects; the claimant cannot. A person freezes one case once."""
    case = take(voice.declaration, among=CONTESTABLE)
    if voice.standing == Notified.Standing.CLAIMANT:
        raise NotNow
    mine = _contests_of(voice)
    if any(one.is_open for one in mine) or len(mine) >= MOST_CONTESTS:
        raise AlreadyContested
    freezes = voice.may_freeze and not any(one.freezes for one in mine)
    contest = _write(voice, case, statement, freezes=freezes)
    if freezes and not case.is_frozen:
        _freeze(case)
    if case.state == State.GRANTED:
        letter_of(case.kind).hold(case)
    facts: dict[str, Any] = {
        "contest": contest.pk,
        "freezes": freezes,
        "standing": voice.standing,
    }
    write_down(case, Kind.DECLARATION_CONTESTED, actor=None, **facts)
    return contest


def _write(voice: Notified, case: Declaration, statement: str, *, freezes: bool) -> Contest:
    now = clock.now()
    a_working_day = after_working_days(timezone.localtime(now), 1)
    return Contest.objects.create(
        declaration=case,
        by=voice,
        freezes=freezes,
        statement=statement,
        at=now,
        look_until=now + EVIDENCE_DAYS if freezes else a_working_day,
    )


def _contests_of(voice: Notified) -> list[Contest]:
    """What this person said in this case before, under any address."""
    same = Notified.objects.filter(declaration=voice.declaration_id)
    same = same.filter(user=voice.user_id) if voice.user_id else same.filter(pk=voice.pk)
    return list(Contest.objects.filter(by__in=same))


def _freeze(case: Declaration) -> None:
    """The clock stands from now on; what it still had to run stays readable in due_at."""
    case.frozen_at = clock.now()
    case.version += 1
    case.save(update_fields=["frozen_at", "version"])


@transaction.atomic
def decide_contest(reviewer: User, contest: Contest, *, uphold: bool, note: str) -> Contest:
    """One reviewer's word about an objection; the last one needed lifts the freeze or ends the case."""
    case = take(contest.declaration, among=CONTESTABLE)
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    contest.declaration = case
    if not contest.is_open:
        raise NotNow
    if contest.votes.filter(reviewer=reviewer).exists():
        raise AlreadyVoted
    if not may_vote(reviewer, contest):
        raise MayNotReview
    if not note.strip():
        raise NoteMissing
    ContestVote.objects.create(contest=contest, reviewer=reviewer, upholds=uphold, note=note)
    agreeing = contest.votes.filter(upholds=uphold).count()
    if agreeing < votes_needed(contest, uphold=uphold):
        return contest
    return _settle(contest, reviewer, uphold=uphold, note=note)


def _settle(contest: Contest, reviewer: User, *, uphold: bool, note: str) -> Contest:
    case, now = contest.declaration, clock.now()
    contest.note = note
    contest.upheld_at, contest.lifted_at = (now, None) if uphold else (None, now)
    contest.save(update_fields=["note", "upheld_at", "lifted_at"])
    if not uphold:
        _lift(case)
        write_down(
            case,
            Kind.DECLARATION_CONTEST_ANSWERED,
            actor=reviewer,
            by_staff=True,
            contest=contest.pk,
        )
    elif case.state == State.GRANTED:
        revert(case, reviewer, reason=Ending.CONTEST_UPHELD, note=note)
    else:
        move(
            case,
            State.REJECTED,
            actor=reviewer,
            kind=Kind.DECLARATION_REJECTED,
            by_staff=True,
            changes={"outcome_reason": Ending.CONTEST_UPHELD, "outcome_note": note},
            reason=Ending.CONTEST_UPHELD.value,
        )
    return contest


def _lift(case: Declaration) -> None:
    """The clock goes on with what was left, but never less than a day, once no word is left that holds it."""
    left = open_contests(case)
    if case.frozen_at is not None and not any(one.freezes for one in left):
        _let_run(case, case.frozen_at)
    if case.state == State.GRANTED and not left:
        letter_of(case.kind).resume(case)


def _let_run(case: Declaration, frozen_at: datetime) -> None:
    now = clock.now()
    case.frozen_at = None
    case.version += 1
    if case.due_at:
        waits = case.state == State.IN_REVIEW  # approved already, only its turn was waited for
        case.due_at = now if waits else resumed(case.due_at, frozen_at, now)
    if case.state == State.NOTICE:
        case.notice_ends_at = case.due_at
    if case.state == State.GRANTED:
        case.probation_until = case.due_at
    case.save(update_fields=["frozen_at", "version", "due_at", "notice_ends_at", "probation_until"])
