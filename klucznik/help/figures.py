"""What readers make of help, in figures for the staff: what helps, what does not, what is searched in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from klucznik.core import clock
from klucznik.help.models import Article, SearchCount, Voice

# With fewer voices than these an article is not called bad.
ENOUGH = 3


@dataclass(frozen=True)
class Helpfulness:
    """How many readers an article helped; `of` is an article, or the first day of a month."""

    of: Any
    yes: int
    no: int

    @property
    def voices(self) -> int:
        return self.yes + self.no

    @property
    def percent(self) -> int | None:
        """Of those who said something; None where nobody did."""
        return round(100 * self.yes / self.voices) if self.voices else None

    @property
    def surely_not(self) -> float:
        """The least share of "no" that so many voices let one believe in (Wilson's lower bound, 95 %): many who say it
        weigh more than one or two."""
        count, z = self.voices, 1.96
        share = self.no / count
        spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
        return (share + z * z / (2 * count) - spread) / (1 + z * z / count)


@dataclass(frozen=True)
class Searched:
    """A question, how often it was asked, and how many results it had the last time."""

    query: str
    language: str
    times: int
    results: int
    last_on: date


def helpfulness(days: int = 365) -> list[Helpfulness]:
    """Every article that somebody has judged in these days, the worst share first, then the most voices."""
    rows = _voices(days).values("article").annotate(yes=_YES, no=_NO)
    articles = Article.objects.select_related("category").in_bulk([row["article"] for row in rows])
    found = [Helpfulness(articles[row["article"]], row["yes"], row["no"]) for row in rows]
    return sorted(found, key=lambda one: (one.percent or 0, -one.voices, one.of.number))


def worst(limit: int = 10, days: int = 365) -> list[Helpfulness]:
    """Articles that readers can open and that surely leave most of them without help, of those with enough voices."""
    judged = [one for one in helpfulness(days) if one.voices >= ENOUGH and one.no]
    there = [one for one in judged if one.of.withdrawn_at is None]
    return sorted(there, key=lambda one: (-one.surely_not, one.of.number))[:limit]


def by_month(article: Article | None = None, months: int = 12) -> list[Helpfulness]:
    """Of one article or of all, each month once, also those in which nobody said anything."""
    firsts = _months(months)
    voices = Voice.objects.filter(at__date__gte=firsts[0])
    if article is not None:
        voices = voices.filter(article=article)
    rows = voices.annotate(month=TruncMonth("at")).values("month").annotate(yes=_YES, no=_NO)
    said = {row["month"].date(): (row["yes"], row["no"]) for row in rows}
    return [Helpfulness(first, *said.get(first, (0, 0))) for first in firsts]


def reasons(article: Article, days: int = 365) -> list[tuple[str, int]]:
    """Why it was of no use, by how often."""
    rows = _voices(days).filter(article=article, helpful=False).exclude(reason="")
    counted = rows.values("reason").annotate(times=Count("pk")).order_by("-times", "reason")
    return [(row["reason"], row["times"]) for row in counted]


def latest_words(article: Article | None = None) -> QuerySet[Voice]:
    """What readers wrote after a no, the newest first."""
    said = Voice.objects.exclude(words="").select_related("article").order_by("-at", "-pk")
    return said if article is None else said.filter(article=article)


def most_searched(limit: int = 20, days: int = 90) -> list[Searched]:
    return _searched(days, limit, in_vain=False)


def searched_in_vain(limit: int = 20, days: int = 90) -> list[Searched]:
    """Questions that found nothing the last time they were asked."""
    return _searched(days, limit, in_vain=True)


_YES = Count("pk", Q(helpful=True))
_NO = Count("pk", Q(helpful=False))


def _voices(days: int) -> QuerySet[Voice]:
    return Voice.objects.filter(at__gte=clock.now() - timedelta(days=days))


def _searched(days: int, limit: int, *, in_vain: bool) -> list[Searched]:
    """Summed over the days; the results are those of the last one."""
    since = clock.today() - timedelta(days=days)
    same = {"query": OuterRef("query"), "language": OuterRef("language"), "day__gte": since}
    last = SearchCount.objects.filter(**same).order_by("-day").values("results")[:1]
    rows = SearchCount.objects.filter(day__gte=since).annotate(found=Subquery(last))
    if in_vain:
        rows = rows.filter(found=0)
    asked = rows.values("query", "language", "found").annotate(often=Sum("times"), on=Max("day"))
    return [
        Searched(row["query"], row["language"], row["often"], row["found"], row["on"])
        for row in asked.order_by("-often", "query", "language")[:limit]
    ]


def _months(count: int) -> list[date]:
    """First days of the last months, the oldest first."""
    first, found = clock.today().replace(day=1), []
    for _ in range(count):
        found.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]
