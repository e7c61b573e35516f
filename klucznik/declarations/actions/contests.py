"""Objections: who holds or held the keys stops the clock, others make staff look; two reviewers decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.actions.evidence import keep_files
from klucznik.declarations.actions.freezing import freeze, let_go
from klucznik.declarations.actions.undoing import revert
from klucznik.declarations.bounces import mark_heard
from klucznik.declarations.errors import (
    AlreadyContested,
    AlreadyVoted,
    MayNotReview,
    NoteMissing,
    NotNow,
    ObjectionClosed,
    ObjectorHasTime,
    StatementTooLong,
)
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.impartiality import may_vote, votes_needed
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, ContestVote, Declaration, Notified, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import CONTESTABLE, PENDING
from klucznik.declarations.steps import move, take
from klucznik.declarations.steps import note as write_down
from klucznik.declarations.voices import objector_has_until
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind

EVIDENCE_DAYS = timedelta(days=14)
MOST_CONTESTS = 3
MOST_WORDS = 6000


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
    mark_heard(voice)
    contest = _write(voice, case, statement, freezes=freezes)
    if case.state in PENDING and letter_of(case.kind).may_veto(voice):
        return _veto(contest, case)
    if freezes:
        freeze(case)
    if case.state == State.GRANTED:
        letter_of(case.kind).hold(case)
    facts: dict[str, Any] = {
        "contest": contest.pk,
        "freezes": freezes,
        "standing": voice.standing,
    }
    write_down(case, Kind.DECLARATION_CONTESTED, actor=None, **facts)
    return contest


def _veto(contest: Contest, case: Declaration) -> Contest:
    """Whose no is enough ends the case at once; nobody has to decide about the objection."""
    contest.upheld_at = clock.now()
    contest.save(update_fields=["upheld_at"])
    move(
        case,
        State.REJECTED,
        actor=contest.by.user,
        kind=Kind.DECLARATION_REJECTED,
        changes={"outcome_reason": Ending.VETOED},
        reason=Ending.VETOED.value,
    )
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


@transaction.atomic
def add_to_objection(
    voice: Notified, *, statement: str = "", file: list[AcceptedFile] | None = None
) -> Contest:
    """Who objected adds words and files to it, as long as nobody has decided about it."""
    case = take(voice.declaration, among=CONTESTABLE)
    mine = [one for one in _contests_of(voice) if one.is_open]
    if not mine:
        raise ObjectionClosed
    contest = mine[-1]
    contest.statement = "\n\n".join(part for part in (contest.statement, statement.strip()) if part)
    if len(contest.statement) > MOST_WORDS:
        raise StatementTooLong(limit=MOST_WORDS)
    contest.save(update_fields=["statement"])
    keep_files(case, file or [], uploaded_by=voice.user, contest=contest)
    write_down(case, Kind.DECLARATION_CONTEST_ADDED, actor=None, contest=contest.pk)
    return contest


@transaction.atomic
def take_objection_back(voice: Notified) -> Contest:
    """Who objected has nothing against the case any more: nobody waits for more words, reviewers decide at once."""
    case = take(voice.declaration, among=CONTESTABLE)
    mine = [one for one in _contests_of(voice) if one.is_open]
    if not mine:
        raise ObjectionClosed
    contest = mine[-1]
    if contest.taken_back_at is None:
        contest.taken_back_at = clock.now()
        contest.save(update_fields=["taken_back_at"])
        write_down(case, Kind.DECLARATION_CONTEST_ADDED, actor=None, contest=contest.pk)
    return contest


@transaction.atomic
def remind_of_contest(contest: Contest) -> None:
    """The time in which an objection should have been decided is over, and nobody decided."""
    case = take(contest.declaration, among=CONTESTABLE)
    if Contest.objects.filter(pk=contest.pk, lifted_at=None, upheld_at=None).exists():
        write_down(case, Kind.DECLARATION_CONTEST_DUE, actor=None, contest=contest.pk)


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
    if not uphold and (day := objector_has_until(contest)):
        raise ObjectorHasTime(day=f"{timezone.localtime(day):%d.%m.%Y %H:%M}")
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
        let_go(case)
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
