"""What has to be true of a notice before it is kept, published or moved; each rule refuses with its own sentence."""

from __future__ import annotations

from datetime import datetime

from klucznik.core import clock
from klucznik.news.audience import people
from klucznik.news.errors import (
    BreakInThePast,
    DateAfterStart,
    DateInThePast,
    EndBeforeStart,
    EnglishMissing,
    HoursMissing,
    NobodyConcerned,
    PolishMissing,
    ServiceMissing,
    TitleMissing,
    TroubleInTheFuture,
    TroublesAtOnce,
    WordsBroken,
)
from klucznik.news.models import Notice
from klucznik.news.rendering import body_of
from klucznik.news.states import LASTING, Impact, Kind


def check_draft(notice: Notice) -> None:
    """A draft needs a name and possible hours."""
    if not any(notice.titles.values()):
        raise TitleMissing
    check_order(notice.starts_at, notice.ends_at)


def check_publishable(notice: Notice, at: datetime | None = None) -> None:
    """Complete, of use at the moment of its publication, and for somebody."""
    check_words(notice)
    check_order(notice.starts_at, notice.ends_at)
    check_hours(notice, at or clock.now())
    if notice.kind in LASTING and notice.impact != Impact.NONE and not notice.services:
        raise ServiceMissing
    is_narrow = notice.for_administrators or notice.products.exists()
    if is_narrow and not people(notice).exists():
        raise NobodyConcerned


def check_words(notice: Notice) -> None:
    """Both languages, title and text, and nothing that a reader would not see."""
    for language, missing in (("pl", PolishMissing), ("en", EnglishMissing)):
        if not notice.titles.get(language) or not notice.bodies.get(language):
            raise missing
        if problems := body_of(notice, language).problems:
            refusal = WordsBroken(problem=str(problems[0]))
            refusal.field = f"body_{language}"  # type: ignore[misc]
            raise refusal


def check_order(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at and ends_at and ends_at <= starts_at:
        raise EndBeforeStart


def check_hours(notice: Notice, at: datetime) -> None:
    """Hours as the kind needs them, seen from the moment of publication."""
    if notice.kind == Kind.BREAK:
        if notice.starts_at is None or notice.ends_at is None:
            raise HoursMissing
        if notice.ends_at <= at:
            raise BreakInThePast
    if notice.kind == Kind.TROUBLE and notice.starts_at and notice.starts_at > at:
        raise TroubleInTheFuture


def check_date(notice: Notice, at: datetime) -> None:
    """A date of publication that is still to come, and before what the notice is about."""
    if notice.kind == Kind.TROUBLE:
        raise TroublesAtOnce
    if at <= clock.now():
        raise DateInThePast
    if notice.kind == Kind.BREAK and notice.starts_at and at >= notice.starts_at:
        raise DateAfterStart
