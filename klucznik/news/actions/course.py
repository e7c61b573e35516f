"""The course of a break or trouble: a word more, other hours, its end; and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.news.actions.locking import note, running
from klucznik.news.checking import check_hours, check_order
from klucznik.news.errors import HoursUnchanged, NotBegun, WithdrawnAlready, WordsMissing
from klucznik.news.models import Notice, Progress
from klucznik.news.states import Impact, Phase


@transaction.atomic
def continue_notice(
    actor: User, notice: Notice, *, words: Mapping[str, str], impact: str, by_email: bool = False
) -> Progress:
    """Say how it goes on, and what works meanwhile; people get a letter only where that is wished."""
    found = running(notice)
    if not words.get("pl") or not words.get("en"):
        raise WordsMissing
    added = Progress.objects.create(notice=found, by=actor, impact=impact, words=dict(words))
    note(Kind.NOTICE_CONTINUED, found, actor=actor, by_email=by_email, progress=added.pk)
    return added


@transaction.atomic
def change_hours(
    actor: User, notice: Notice, *, starts_at: datetime | None, ends_at: datetime | None
) -> Notice:
    """Other hours than announced. Whoever was told by e-mail is told again."""
    found = running(notice)
    if (starts_at, ends_at) == (found.starts_at, found.ends_at):
        raise HoursUnchanged
    before = found.starts_at, found.ends_at
    found.starts_at, found.ends_at = starts_at, ends_at
    check_order(found.times.begins_at, ends_at)
    check_hours(found, clock.now())
    told = {"was_from": _iso(before[0]), "was_to": _iso(before[1])}
    note(Kind.NOTICE_MOVED, found, actor=actor, by_email=found.by_email, **told)
    return found


@transaction.atomic
def end(actor: User, notice: Notice, *, words: Mapping[str, str], by_email: bool = False) -> Notice:
    """It is over, and everything works as usual."""
    found = running(notice)
    if found.phase == Phase.PLANNED:
        raise NotBegun
    found.ended_at = clock.now()
    last = Progress.objects.create(notice=found, by=actor, impact=Impact.NONE, words=dict(words))
    note(Kind.NOTICE_ENDED, found, actor=actor, by_email=by_email, progress=last.pk)
    return found


@transaction.atomic
def withdraw(actor: User, notice: Notice) -> Notice:
    """It disappears from every page. Whoever was told of a break that does not take place is told that, too."""
    found = Notice.objects.locked(notice.pk)
    if found.withdrawn_at is not None:
        raise WithdrawnAlready
    tell = is_told_when_withdrawn(found)
    found.withdrawn_at = clock.now()
    note(Kind.NOTICE_WITHDRAWN, found, actor=actor, by_email=tell)
    return found


def is_told_when_withdrawn(notice: Notice) -> bool:
    """Whether e-mails say that a break does not take place: only where an e-mail told of it, and it is not over."""
    is_to_come = notice.phase in (Phase.PLANNED, Phase.UNDER_WAY)
    return notice.kind == Notice.Kind.BREAK and is_to_come and notice.by_email


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
