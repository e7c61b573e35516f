"""Objections: who holds or held the keys stops the clock, others make staff look; two reviewers decide."""

from __future__ import annotations

from datetime import timedelta

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
    now = clock.now()
    freezes = voice.may_freeze and not any(one.freezes for one in mine)
    contest = Contest.objects.create(
        declaration=case,
        by=voice,
        freezes=freezes,
        statement=statement,
        at=now,
        look_until=now + EVIDENCE_DAYS
        if freezes
        else after_working_days(timezone.localtime(now), 1),
    )
    if freezes and not case.is_frozen:
        _freeze(case)
    write_down(
        case,
        Kind.DECLARATION_CONTESTED,
        actor=None,
        contest=contest.pk,
        freezes=freezes,
        standing=voice.standing,
    )
    return contest


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
    if case.state == State.GRANTED:
        letter_of(case.kind).hold(case)


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
    """The clock goes on with what was left, but never less than a day, once no freezing word is left."""
    if case.frozen_at is None or any(one.freezes for one in open_contests(case)):
        return
    now, frozen_at = clock.now(), case.frozen_at
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
    if case.state == State.GRANTED:
        letter_of(case.kind).resume(case)
