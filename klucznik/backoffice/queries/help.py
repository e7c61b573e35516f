"""Help articles as those who write them see them: where each text stands, and which ones are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from klucznik.catalog.rules import in_reader_language
from klucznik.core.paging import Page, keyset
from klucznik.core.templatetags.ui import date_long, datetime_long
from klucznik.events.models import Event
from klucznik.help.models import LANGUAGES, Article, Revision, Text, Voice

SHOWN = 25
EVENTS = 20


class Where(TextChoices):
    """Where texts stand, as one narrows the list down."""

    PUBLISHED = "published", pgettext_lazy("article", "published")
    DRAFT = "draft", gettext_lazy("with a draft")
    PLANNED = "planned", gettext_lazy("planned")
    FILE = "file", gettext_lazy("changed in the file")
    MISSING = "missing", gettext_lazy("without a translation")
    WITHDRAWN = "withdrawn", pgettext_lazy("article", "withdrawn")


@dataclass
class Standing:
    """One language of an article: what readers see, and what waits."""

    language: str
    text: Text | None = None
    draft: Revision | None = None
    withdrawn_at: datetime | None = None

    @property
    def status(self) -> tuple[str, str]:
        """The shape and the word of what readers see."""
        if self.text is None:
            return ("waiting", _("not published")) if self.draft else ("problem", _("missing"))
        if self.withdrawn_at is not None:
            return "ended", pgettext("article", "withdrawn")
        return "ok", pgettext("article", "published")

    @property
    def waiting(self) -> str:
        """What becomes of it next, in words; nothing when nothing waits."""
        if self.draft is None:
            return ""
        if self.draft.publish_at is not None:
            return _("planned for %(when)s") % {"when": datetime_long(self.draft.publish_at)}
        if self.draft.source == Revision.Source.FILE:
            return _("changed in the file")
        return _("draft of %(day)s") % {"day": date_long(self.draft.made_at)}


@dataclass
class Row:
    """An article in the list."""

    article: Article
    title: str
    standings: list[Standing]
    latest: Revision | None
    yes: int = 0
    no: int = 0

    @property
    def voices(self) -> int:
        return self.yes + self.no

    @property
    def is_published(self) -> bool:
        return any(one.text for one in self.standings)

    @property
    def is_readable(self) -> bool:
        return self.is_published and self.article.withdrawn_at is None

    @property
    def more_programs(self) -> int:
        """Beyond the three that the list names."""
        return max(0, len(self.article.products.all()) - 3)

    @property
    def share(self) -> int:
        """How many of a hundred readers were helped."""
        return round(100 * self.yes / self.voices) if self.voices else 0


def find_articles(
    words: str = "", *, where: str = "", category: str = "", product: str = ""
) -> QuerySet[Article]:
    """Articles by number, address or words of a title, narrowed down."""
    found = Article.objects.select_related("category")
    if category:
        found = found.filter(category__code=category)
    if product:
        found = found.filter(products__code=product)
    if words:
        found = found.filter(_by_words(words))
    return found.filter(_standing(where)) if where else found


def _by_words(words: str) -> Q:
    """All words in any order; written out by case, because SQLite knows the case of ASCII letters only."""
    wanted = Q()
    for word in words.split()[:6]:
        either = Q(key__icontains=word)
        if word.isdecimal() and word.isascii() and len(word) < 8:
            either |= Q(number=int(word))
        for form in sorted({word, word.lower(), word.upper(), word.capitalize()}):
            titled = Revision.objects.filter(title__icontains=form, dropped_at=None)
            either |= Q(Exists(titled.filter(article=OuterRef("pk"))))
        wanted &= either
    return wanted


def _standing(where: str) -> Q:
    texts = Text.objects.filter(article=OuterRef("pk"))
    drafts = Revision.objects.filter(article=OuterRef("pk"), published_at=None, dropped_at=None)
    match where:
        case Where.PUBLISHED:
            return Q(Exists(texts), withdrawn_at=None)
        case Where.DRAFT:
            return Q(Exists(drafts.filter(publish_at=None)))
        case Where.PLANNED:
            return Q(Exists(drafts.filter(publish_at__isnull=False)))
        case Where.FILE:
            return Q(Exists(drafts.filter(source=Revision.Source.FILE)))
        case Where.WITHDRAWN:
            return Q(withdrawn_at__isnull=False)
        case Where.MISSING:
            each = [Q(Exists(texts.filter(language=one))) for one in LANGUAGES]
            return Q(withdrawn_at=None) & ~(each[0] & each[1])
    return Q()


def rows_of(found: QuerySet[Article], after: str | None) -> Page[Any]:
    """One page of the list, in the order of numbers."""
    page: Page[Any] = keyset(found.prefetch_related("products"), ("number",), after, SHOWN)
    page.rows[:] = _as_rows(page.rows)
    return page


def _as_rows(articles: list[Article]) -> list[Row]:
    standings = standings_of(articles)
    latest = _latest(articles)
    voices = _voices(articles)
    return [
        Row(
            one,
            title_of(standings[one.pk]),
            standings[one.pk],
            latest.get(one.pk),
            *voices.get(one.pk, (0, 0)),
        )
        for one in articles
    ]


def standings_of(articles: list[Article]) -> dict[int, list[Standing]]:
    """Every language of every article, in two queries."""
    found = {
        (one.pk, language): Standing(language, withdrawn_at=one.withdrawn_at)
        for one in articles
        for language in LANGUAGES
    }
    shown = ("article_id", "language", "title", "modified_at", "revision__number")
    for text in Text.objects.filter(article__in=articles).select_related("revision").only(*shown):
        found[text.article_id, text.language].text = text
    drafts = Revision.objects.filter(article__in=articles, published_at=None, dropped_at=None)
    for draft in drafts.select_related("made_by").defer("body"):
        found[draft.article_id, draft.language].draft = draft
    return {one.pk: [found[one.pk, language] for language in LANGUAGES] for one in articles}


def title_of(standings: list[Standing]) -> str:
    """As readers see it, in the viewer's language first; of an article without any, its draft's."""
    published = {one.language: one.text.title for one in standings if one.text}
    drafted = {one.language: one.draft.title for one in standings if one.draft}
    titles = drafted | published
    return (
        in_reader_language(published)
        or in_reader_language(titles)
        or next(iter(titles.values()), "")
    )


def _latest(articles: list[Article]) -> dict[int, Revision]:
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-made_at", "-pk")
    keys = Article.objects.filter(pk__in=[one.pk for one in articles]).annotate(
        latest=Subquery(newest.values("pk")[:1])
    )
    rows = Revision.objects.filter(pk__in=keys.values("latest")).select_related("made_by")
    return {row.article_id: row for row in rows.defer("body")}


def _voices(articles: list[Article]) -> dict[int, tuple[int, int]]:
    counted = (
        Voice.objects.filter(article__in=articles)
        .values("article")
        .annotate(yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False)))
    )
    return {row["article"]: (row["yes"], row["no"]) for row in counted.order_by()}


def row_of(article: Article) -> Row:
    """The same about one article."""
    return _as_rows([article])[0]


def events_about(article: Article) -> QuerySet[Event]:
    """What happened to it, the newest first."""
    events = Event.objects.told().filter(subject_type=Article._meta.label, subject_id=article.pk)
    return events.order_by("-pk")[:EVENTS]
