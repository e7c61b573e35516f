"""Notices as the staff see them: all of them with where they stand, one with its history and whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import translation
from django.utils.safestring import SafeString

from klucznik.events.models import Event
from klucznik.news.actions.course import is_told_when_withdrawn
from klucznik.news.actions.writing import Content
from klucznik.news.audience import people, people_of
from klucznik.news.board import Story, story_of
from klucznik.news.models import Notice
from klucznik.news.rendering import body_of
from klucznik.news.states import HAPPENING, LASTING, Phase

# What staff may still do in each phase of a break or trouble.
GOING_ON = (Phase.PLANNED, *HAPPENING)


@dataclass(frozen=True)
class Preview:
    """A notice in one language as readers will see it, and what the renderer left out."""

    language: str
    title: str
    html: SafeString
    problems: list[str] = field(default_factory=list)


def all_notices() -> QuerySet[Notice]:
    """Drafts among them; withdrawn ones, too."""
    return (
        Notice.objects.told()
        .select_related("made_by", "published_by")
        .prefetch_related("progress", "products")
    )


def history_of(notice: Notice) -> list[Event]:
    """Who of the staff did what, the newest first. Colleagues read names."""
    label = Notice._meta.label
    found = Event.objects.told().filter(subject_type=label, subject_id=notice.pk)
    return list(found.order_by("-id")[:200])


def previews(notice: Notice) -> list[Preview]:
    """Both languages, each with its own words."""
    return [_preview(notice, language) for language in ("pl", "en")]


def reach(notice: Notice) -> int:
    """How many people it concerns today; one query and the products."""
    return people(notice).count()


def reach_of(content: Content) -> int:
    """The same for what is typed and not stored."""
    return people_of(content.products, for_administrators=content.for_administrators).count()


def acts(notice: Notice) -> dict[str, bool]:
    """Which acts its page offers, and whether withdrawing it sends letters."""
    phase = notice.phase
    is_draft = phase in (Phase.DRAFT, Phase.SCHEDULED)
    goes_on = notice.kind in LASTING and phase in GOING_ON
    return {
        "edit": is_draft,
        "publish": is_draft,
        "plan": is_draft and notice.kind != Notice.Kind.TROUBLE,
        "correct": phase not in (Phase.DRAFT, Phase.SCHEDULED, Phase.WITHDRAWN),
        "go_on": goes_on,
        "end": goes_on and phase != Phase.PLANNED,
        "withdraw": phase != Phase.WITHDRAWN,
        "tells_when_withdrawn": is_told_when_withdrawn(notice),
    }


def story(notice: Notice) -> Story:
    """Hours, state and course."""
    return story_of(notice)


def _preview(notice: Notice, language: str) -> Preview:
    with translation.override(language):
        made = body_of(notice, language)
    words = [str(problem) for problem in made.problems]
    own = notice.bodies.get(language)
    html = SafeString(made.html if own else "")
    return Preview(language, notice.titles.get(language, ""), html, words)
