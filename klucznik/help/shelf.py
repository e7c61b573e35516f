"""What there is to find, in the memory of this process: each indexed text with its article, category and programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from klucznik.help.models import Article, Index, Text
from klucznik.help.vocabulary import change_of


@dataclass(frozen=True)
class Shelved:
    """A text that can be found, before it is read."""

    text: int
    article: int
    number: int
    category: int
    # Where it stands among all articles: by the order of the categories.
    place: tuple[int, str, int]
    programs: frozenset[int]


@dataclass(frozen=True)
class Shelf:
    """All indexed texts of one language as they were at one stamp of the index."""

    texts: dict[int, Shelved]
    articles: frozenset[int]


_remembered: dict[str, tuple[str, Shelf]] = {}
NOTHING = ("", Shelf({}, frozenset()))


def shelf(language: str, stamp: str) -> Shelf:
    """Of one language: when the index has another stamp, what has changed is read anew."""
    held, found = _remembered.get(language, NOTHING)
    if held != stamp:
        found = _read(language, found, change_of(language, held) if held else None)
        _remembered[language] = (stamp, found)
    return found


def everything(language: str) -> list[Shelved]:
    """Each article once, by category; in another language where there is no translation."""
    stamps = dict(Index.objects.values_list("language", "stamp"))
    own = shelf(language, stamps.pop(language, ""))
    found, there = list(own.texts.values()), set(own.articles)
    for other, stamp in sorted(stamps.items(), reverse=True):
        more = shelf(other, stamp)
        found += [one for one in more.texts.values() if one.article not in there]
        there |= more.articles
    return sorted(found, key=lambda one: one.place)


def _read(language: str, held: Shelf, since: int | None) -> Shelf:
    """The texts that were put into the index or taken out of it since that change, and what is held of the others."""
    texts = Text.objects.filter(language=language)
    if since is not None:
        texts = texts.filter(indexed__gt=since)
    there = texts.filter(article__withdrawn_at=None)
    rows = there.values_list(
        "pk",
        "article_id",
        "article__number",
        "article__category_id",
        "article__category__position",
        "article__category__code",
    )
    programs = _programs(None if since is None else there.values("article"))
    found = {
        text: Shelved(text, article, number, category, (position, code, number), programs[article])
        for text, article, number, category, position, code in rows
    }
    if since is not None:
        gone = set(texts.values_list("pk", flat=True))
        found |= {text: one for text, one in held.texts.items() if text not in gone}
    return Shelf(found, frozenset(one.article for one in found.values()))


def _programs(articles: QuerySet[Any] | None) -> defaultdict[int, frozenset[int]]:
    """Keys of the programs of each of these articles, or of all."""
    belonging = Article.products.through.objects.all()
    if articles is not None:
        belonging = belonging.filter(article__in=articles)
    pairs: Iterable[tuple[int, int]] = belonging.values_list("article_id", "product_id")
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for article, product in pairs:
        gathered[article].append(product)
    return defaultdict(frozenset, {article: frozenset(keys) for article, keys in gathered.items()})
