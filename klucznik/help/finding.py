"""Finding articles: the best first, in the same order on every database, with what else could be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from klucznik.catalog.models import Category, Product
from klucznik.help.marks import Marker
from klucznik.help.models import Article, Text
from klucznik.help.phrases import closeness
from klucznik.help.questions import SYNONYM, Question, understand
from klucznik.help.ranking import scores
from klucznik.help.shelf import Shelved, everything, shelf
from klucznik.help.vocabulary import Vocabulary, vocabulary

# No more than these are counted and paged through; nobody reads so far.
MOST: Final = 500
# So many of the best are compared with what the question says as a whole.
CALLED: Final = 30
# So many other ways to say the question are compared, too.
MEANT: Final = 8
# What has less than this part of the best one's score is about something else.
FAR_BELOW: Final = 0.2


@dataclass(frozen=True)
class Hit:
    """An article as the list of results shows it."""

    article: Article
    title: SafeString
    snippet: SafeString
    url: str
    modified_at: Any = None


@dataclass(frozen=True)
class Choice:
    """A program or a category, and how many of what was found belong to it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of what was found, and what it could be narrowed down to."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    products: list[Choice] = field(default_factory=list)
    categories: list[Choice] = field(default_factory=list)
    corrected: str = ""
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scored:
    """A text, and how well it fits."""

    shelved: Shelved
    score: float


def find(
    query: str,
    *,
    language: str,
    product: str = "",
    category: str = "",
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """Articles that fit the query; without a word to look for, all of them by category.

    `product` and `category` are codes; each choice is counted within the other one.
    """
    known = vocabulary(language)
    question = understand(query, known)
    rows = _best(question, known) if question.words else everything(language)
    return _narrowed(rows, question, language, product, category, slice(offset, offset + limit))


def _narrowed(
    rows: list[Shelved],
    question: Question,
    language: str,
    product: str,
    category: str,
    part: slice,
) -> Found:
    program = _key(Product.objects.filter(code=product)) if product else 0
    subject = _key(Category.objects.filter(code=category)) if category else 0
    in_category = [one for one in rows if subject in (0, one.category)]
    of_program = [one for one in rows if not program or program in one.programs]
    kept = [one for one in in_category if not program or program in one.programs]
    programs = (key for one in in_category for key in one.programs)
    return Found(
        hits=_read(kept[part], question, language),
        total=len(kept),
        products=_choices(Product, programs, program),
        categories=_choices(Category, (one.category for one in of_program), subject),
        corrected=question.corrected if question.sought else "",
        words=question.words,
    )


def _key(rows: QuerySet[Any]) -> int:
    """The key of the one row; 0 where there is none, so that a code that nothing has narrows nothing down."""
    return rows.values_list("pk", flat=True).first() or 0


# --- scoring


def _best(question: Question, known: Vocabulary) -> list[Shelved]:
    """The texts that score most, those called as the question before others alike, but nothing far below the best."""
    if not question.sought:
        return []
    texts = shelf(known.language, known.stamp).texts
    found = scores(question, known.language)
    best = sorted(found.values(), reverse=True)[:MOST]
    least = max(FAR_BELOW * best[0], best[-1]) if best else 0.0
    near = [(text, score) for text, score in found.items() if score >= least and text in texts]
    rows = [Scored(texts[text], round(score, 6)) for text, score in near]
    rows = nsmallest(MOST, rows, key=_place)
    rows = sorted(_called_so(rows[:CALLED], question, known), key=_place) + rows[CALLED:]
    return [one.shelved for one in rows if one.score >= FAR_BELOW * rows[0].score]


def _place(row: Scored) -> tuple[float, int]:
    return -row.score, row.shelved.number


def _called_so(rows: list[Scored], question: Question, known: Vocabulary) -> list[Scored]:
    """Of the best, those go up whose title or keyword is the question, or a part of it."""
    texts = Text.objects.filter(pk__in=[one.shelved.text for one in rows])
    names = texts.values_list("pk", "title", "revision__keywords")
    called = {text: (title, keywords) for text, title, keywords in names}
    return [
        Scored(
            one.shelved, one.score * (1 + _closeness(question, *called[one.shelved.text], known))
        )
        for one in rows
        if one.shelved.text in called
    ]


def _closeness(question: Question, title: str, keywords: list[str], known: Vocabulary) -> float:
    """By the words of the question, or a little less by others that mean the same."""
    own = closeness(question.said, title, keywords, known.language)
    others = [closeness(one, title, keywords, known.language) for one in question.meant[:MEANT]]
    return max([own, *(SYNONYM * one for one in others)])


# --- reading


def _choices(model: type[Product | Category], keys: Iterable[int], chosen: int) -> list[Choice]:
    """In the order of the catalog; what was chosen is there, however few it leaves."""
    counts = Counter(keys)
    name = "names" if model is Category else "name"
    shown = model._default_manager.filter(pk__in={*counts, chosen}).only("code", name)
    return [Choice(one.code, one.name, counts[one.pk]) for one in shown]


def _read(rows: list[Shelved], question: Question, language: str) -> list[Hit]:
    texts = Text.objects.select_related("article__category").defer("html", "headings")
    found = texts.in_bulk([one.text for one in rows])
    marker = Marker(question.terms, language)
    return [_hit(found[one.text], marker) for one in rows if one.text in found]


def _hit(text: Text, marker: Marker) -> Hit:
    """The summary, unless the body says more about what was asked."""
    snippet, summed_up = marker.passage(text.summary)
    other, told = marker.passage(text.plain)
    return Hit(
        article=text.article,
        title=marker.marked(text.title),
        snippet=other if told > summed_up or not text.summary else snippet,
        url=reverse("help:article", args=[text.article.key]),
        modified_at=text.modified_at,
    )
