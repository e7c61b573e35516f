"""The state of the services for everybody: each part, what happens, what is planned, what happened lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klucznik.core import clock
from klucznik.news.models import Notice, Progress
from klucznik.news.parts import Service, names_of, services
from klucznik.news.states import (
    HAPPENING,
    LASTING,
    LOOKING_BACK,
    Impact,
    Phase,
    over_at,
    worst,
)
from klucznik.news.wording import effect, hours, lasted

MOST_PAST: Final = 50
# The shapes of core's `status` tag.
SHAPES: Final = {Impact.NONE: "ok", Impact.LIMITED: "attention", Impact.DOWN: "problem"}
PHASE_SHAPES: Final = {
    Phase.DRAFT: "info",
    Phase.SCHEDULED: "waiting",
    Phase.PLANNED: "waiting",
    Phase.UNDER_WAY: "attention",
    Phase.OVERDUE: "problem",
    Phase.OVER: "ended",
    Phase.STANDING: "ok",
    Phase.WITHDRAWN: "ended",
}
OVERALL: Final = {
    Impact.NONE: _("All services work"),
    Impact.LIMITED: _("Some services work with limits"),
    Impact.DOWN: _("Some services do not work"),
}
ALL_DOWN: Final = _("The services do not work")


@dataclass(frozen=True)
class Part:
    """One service and what is the matter with it now."""

    service: Service
    impact: Impact
    notices: list[Notice]

    @property
    def shape(self) -> str:
        return SHAPES[self.impact]

    @property
    def word(self) -> str:
        return str(self.impact.label)


@dataclass(frozen=True)
class Word:
    """One entry of the course of a notice."""

    at: datetime
    impact: Impact
    words: str
    key: int = 0

    @property
    def shape(self) -> str:
        return SHAPES[self.impact]


@dataclass(frozen=True)
class Story:
    """A notice told to readers."""

    notice: Notice
    phase: Phase
    hours: str
    impact: Impact
    services: str
    effect: str = ""
    lasted: str = ""
    words: list[Word] = field(default_factory=list)

    @property
    def shape(self) -> str:
        return PHASE_SHAPES[self.phase]

    @property
    def impact_shape(self) -> str:
        return SHAPES[self.impact]


@dataclass(frozen=True)
class Board:
    """The whole status page."""

    parts: list[Part]
    running: list[Story]
    planned: list[Story]
    past: list[Story]
    changed_at: datetime | None

    @property
    def impact(self) -> Impact:
        """The gravest thing that happens now."""
        return worst([story.impact for story in self.running])

    @property
    def sentence(self) -> str | Promise:
        is_all_down = bool(self.parts) and all(part.impact == Impact.DOWN for part in self.parts)
        return ALL_DOWN if is_all_down else OVERALL[self.impact]

    @property
    def tone(self) -> str:
        tones = {Impact.NONE: "success", Impact.LIMITED: "warning", Impact.DOWN: "danger"}
        return tones[self.impact]

    @property
    def mark(self) -> str:
        """The same for two boards that read the same."""
        stories = [*self.running, *self.planned, *self.past]
        told = [(one.notice.pk, one.notice.changed_at, one.phase.value) for one in stories]
        return repr((told, [part.service.code for part in self.parts]))


def board() -> Board:
    """Three queries: the notices, their course, the catalog's applications."""
    known, now = services(), clock.now()
    stories = [story_of(notice, known) for notice in _of_these_days(now)]
    running = [one for one in stories if one.phase in HAPPENING]
    planned = [one for one in stories if one.phase == Phase.PLANNED]
    past = [one for one in stories if one.phase == Phase.OVER]
    return Board(
        parts=[_part(service, running) for service in known],
        running=sorted(running, key=lambda one: -one.impact.gravity),
        planned=sorted(planned, key=lambda one: _begins(one.notice)),
        past=sorted(past, key=lambda one: _ended(one.notice, now), reverse=True)[:MOST_PAST],
        changed_at=max((one.notice.changed_at for one in stories), default=None),
    )


def story_of(notice: Notice, known: Iterable[Service] | None = None) -> Story:
    """A notice in the reader's language; its course is read with it, or prefetched."""
    now, course = clock.now(), list(notice.progress.all())
    ended = over_at(notice.times, now)
    is_lasting, begins_at = notice.kind in LASTING, notice.times.begins_at
    until, names = ended or notice.ends_at, names_of(notice.services, known)
    impact = Impact(course[0].impact if course else notice.impact) if is_lasting else Impact.NONE
    return Story(
        notice=notice,
        phase=notice.phase,
        hours=hours(begins_at, until) if is_lasting and begins_at else "",
        impact=impact,
        services=", ".join(names),
        effect=effect(impact, names) if is_lasting else "",
        lasted=lasted(begins_at, ended) if ended and begins_at else "",
        words=[_word(one) for one in course],
    )


def _of_these_days(now: datetime) -> Sequence[Notice]:
    since = now - LOOKING_BACK
    not_long_over = Q(ended_at=None) & (Q(ends_at=None) | Q(ends_at__gt=since) | ~Q(kind="break"))
    rows = Notice.objects.public().filter(kind__in=[one.value for one in LASTING])
    rows = rows.filter(not_long_over | Q(ended_at__gt=since)).prefetch_related("progress")
    return list(rows.order_by("-published_at", "-id")[:300])


def _part(service: Service, running: list[Story]) -> Part:
    touched = [one for one in running if service.code in one.notice.services]
    return Part(service, worst([one.impact for one in touched]), [one.notice for one in touched])


def _word(progress: Progress) -> Word:
    said = progress.words.get((get_language() or "pl")[:2]) or progress.words.get("pl") or ""
    return Word(progress.at, Impact(progress.impact), said, progress.pk)


def _begins(notice: Notice) -> datetime:
    return notice.times.begins_at or notice.made_at


def _ended(notice: Notice, now: datetime) -> datetime:
    return over_at(notice.times, now) or notice.made_at
