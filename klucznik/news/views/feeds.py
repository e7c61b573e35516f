"""News and the state of the services as RSS 2.0, in the language that the address names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klucznik.core.doors import public
from klucznik.core.vendor import vendor
from klucznik.help.rendering import Known, known_to
from klucznik.news.board import Story, Word, story_of
from klucznik.news.models import Notice
from klucznik.news.parts import services
from klucznik.news.rendering import html_in_letter
from klucznik.news.states import LASTING
from klucznik.news.views.fresh import OF_ALL, fresh

MOST: Final = 30
LANGUAGES: Final = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Entry:
    """One item: what it is known by for ever, and what it says."""

    guid: str
    title: str
    html: str
    notice: Notice
    at: datetime


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Everything that is published for all to read."""
    return _answer(request, NewsFeed(), Notice.objects.public())


@public
@require_safe
def status_feed(request: HttpRequest) -> HttpResponse:
    """Breaks and troubles with each word about them."""
    lasting = [one.value for one in LASTING]
    return _answer(request, StatusFeed(), Notice.objects.public().filter(kind__in=lasting))


def _answer(request: HttpRequest, made: NewsFeed, rows: QuerySet[Notice]) -> HttpResponse:
    """Of the address only the language counts; whoever has the newest gets 304."""
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in LANGUAGES else settings.LANGUAGE_CODE):
        newest = rows.prefetch_related("progress").order_by("-published_at", "-id")
        made.notices = list(newest[:MOST])
        mark = repr([(one.pk, one.changed_at, one.phase.value) for one in made.notices])
        changed_at = max((one.changed_at for one in made.notices), default=None)
        return fresh(request, mark, lambda: made(request), changed_at=changed_at, keep=OF_ALL)


class NewsFeed(Feed):  # type: ignore[type-arg]
    """The news: an item for each notice."""

    item_guid_is_permalink = False
    page = "news:news"
    address = "news:feed"
    notices: Sequence[Notice] = ()

    def title(self) -> str:
        return _("%(portal)s: news") % {"portal": vendor().product_name}

    def description(self) -> str:
        return _("New versions, planned breaks, changed terms and other news of %(vendor)s.") % {
            "vendor": vendor().name
        }

    def link(self) -> str:
        return settings.PUBLIC_URL + reverse(self.page)

    def feed_url(self) -> str:
        return f"{settings.PUBLIC_URL}{reverse(self.address)}?lang={get_language()}"

    def get_feed(self, obj: object, request: HttpRequest) -> SyndicationFeed:
        """In the language of the moment."""
        self.language = get_language() or "pl"
        return super().get_feed(obj, request)

    def items(self) -> list[Entry]:
        known, parts = known_to(None), services()
        return [self.told(story_of(one, parts), known) for one in self.notices]

    def told(self, story: Story, known: Known) -> Entry:
        """The notice itself: when, what it does to what, and its words."""
        notice = story.notice
        body = html_in_letter(notice, get_language() or "pl", known)
        at = notice.published_at or notice.made_at
        return Entry(f"notice:{notice.public_id}", notice.title, facts_of(story) + body, notice, at)

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.html

    def item_link(self, item: Entry) -> str:
        return settings.PUBLIC_URL + item.notice.get_absolute_url()

    def item_guid(self, item: Entry) -> str:
        return item.guid

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    def item_categories(self, item: Entry) -> list[str]:
        return [str(Notice.Kind(item.notice.kind).label)]


class StatusFeed(NewsFeed):
    """The state of the services: an item for each notice and for each word about it, the newest first."""

    page = "news:status"
    address = "news:status_feed"

    def title(self) -> str:
        return _("%(portal)s: state of the services") % {"portal": vendor().product_name}

    def description(self) -> str:
        return _("Planned breaks and troubles, and how they go on.")

    def items(self) -> list[Entry]:
        known, parts = known_to(None), services()
        stories = [story_of(one, parts) for one in self.notices]
        found = [self.told(story, known) for story in stories]
        found += [_word(story, word) for story in stories for word in story.words]
        return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def facts_of(story: Story) -> str:
    """Hours and effect as a paragraph; nothing for news without them."""
    found = " ".join(one for one in (f"{story.hours}." if story.hours else "", story.effect) if one)
    return f"<p>{escape(found)}</p>" if found else ""


def _word(story: Story, word: Word) -> Entry:
    title = f"{story.notice.title}: {word.impact.label}"
    html = linebreaks(word.words, autoescape=True)
    return Entry(f"notice:{story.notice.public_id}:{word.key}", title, html, story.notice, word.at)
