"""Which texts readers see: of each published article one, in their language where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from klucznik.catalog.models import Category
from klucznik.core import clock
from klucznik.help.models import LANGUAGES, Article, Text, Voice

# How many titles of a category the start page shows, and how far back voices tell what is useful.
TITLES, USEFUL, USEFUL_FOR = 4, 6, timedelta(days=365)


@dataclass
class Subject:
    """A category on the start page: how many articles it has, and the first of them."""

    category: Category
    count: int
    texts: list[Text] = field(default_factory=list)

    @property
    def more(self) -> bool:
        """Whether the start page does not show all of them."""
        return self.count > len(self.texts)


def reader_language() -> str:
    """The language of the page, as articles know it."""
    spoken = (get_language() or "pl")[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def readable(language: str) -> QuerySet[Text]:
    """One text for each article that readers can open, with the article; without its long words."""
    own = Text.objects.filter(article=OuterRef("article"), language=language)
    texts = Text.objects.filter(article__withdrawn_at=None)
    texts = texts.filter(Q(language=language) | ~Exists(own))
    return texts.select_related("article").defer("html", "plain", "headings")


def subjects(language: str) -> list[Subject]:
    """All categories that have articles, in the order of the catalog."""
    counts = Count("articles__texts__article", Q(articles__withdrawn_at=None), distinct=True)
    categories = Category.objects.annotate(count=counts).filter(count__gt=0)
    categories = categories.order_by("position", "code")
    found = {one.pk: Subject(one, one.count) for one in categories}
    place = Window(
        RowNumber(), partition_by=F("article__category"), order_by=F("article__number").asc()
    )
    for text in readable(language).annotate(place=place).filter(place__lte=TITLES):
        found[text.article.category_id].texts.append(text)
    return list(found.values())


def most_useful(language: str) -> list[Text]:
    """What helped most readers in the last year: those who said yes, less those who said no."""
    since = clock.now() - USEFUL_FOR
    worth = Case(When(helpful=True, then=Value(1)), default=Value(-1))
    voices = Voice.objects.filter(at__gte=since).values("article").annotate(worth=Sum(worth))
    best = voices.filter(worth__gt=0).order_by("-worth", "article")[:USEFUL]
    keys = [row["article"] for row in best]
    texts = {text.article_id: text for text in readable(language).filter(article__in=keys)}
    return [texts[key] for key in keys if key in texts]


def of_category(category: Category, language: str) -> QuerySet[Text]:
    """Its articles in their order."""
    return readable(language).filter(article__category=category).order_by("article__number")


def related_to(article: Article, language: str) -> list[Text]:
    """What to read next."""
    return list(
        readable(language).filter(article__in=article.related.all()).order_by("article__number")
    )
