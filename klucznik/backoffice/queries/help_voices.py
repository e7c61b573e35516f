"""What readers say of the articles, as the staff's pages show it: month by month as bars, and why it did not help."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language

from klucznik.backoffice.queries.help import standings_of, title_of
from klucznik.help.figures import Helpfulness, by_month, reasons, worst
from klucznik.help.models import Article, Reason, Voice

DAYS = 90
NOES_SHOWN = 3
# The drawing: how wide a month is, its bar, how high all of a hundred are, and the room for the number above.
STEP, BAR, HEIGHT, ABOVE = 42, 28, 92, 24


@dataclass(frozen=True)
class Bar:
    """A month: how many of a hundred readers were helped, and where its bar stands."""

    counted: Helpfulness
    position: int

    @property
    def first(self) -> date:
        day: date = self.counted.of
        return day

    @property
    def name(self) -> str:
        return format_date(self.first, "LLLL y", locale=get_language() or "en")

    @property
    def short(self) -> str:
        return format_date(self.first, "LLL", locale=get_language() or "en")

    @property
    def x(self) -> int:
        return self.position * STEP + (STEP - BAR) // 2

    @property
    def middle(self) -> int:
        return self.position * STEP + STEP // 2

    @property
    def height(self) -> int:
        percent = self.counted.percent
        return 0 if percent is None else max(2, percent * HEIGHT // 100)

    @property
    def top(self) -> int:
        return ABOVE + HEIGHT - self.height

    @property
    def label_at(self) -> int:
        return self.top - 5


@dataclass
class Unhelpful:
    """An article that leaves readers without help, and what they said of it last."""

    counted: Helpfulness
    title: str
    noes: list[Voice] = field(default_factory=list)


def bars(article: Article | None = None) -> list[Bar]:
    """The last twelve months, of one article or of all."""
    return [Bar(month, number) for number, month in enumerate(by_month(article))]


def worst_articles() -> list[Unhelpful]:
    """Those with which readers of the last 90 days were least content."""
    found = worst(days=DAYS)
    articles: list[Article] = [one.of for one in found]
    standings, noes = standings_of(articles), latest_noes(articles)
    return [
        Unhelpful(one, title_of(standings[one.of.pk]), noes.get(one.of.pk, [])) for one in found
    ]


def latest_noes(articles: list[Article]) -> dict[int, list[Voice]]:
    """The last readers who said why an article was of no use to them, by article."""
    told = Voice.objects.filter(article__in=articles, helpful=False).exclude(reason="", words="")
    found: dict[int, list[Voice]] = {}
    for voice in told.order_by("-at", "-pk")[: 40 * len(articles)]:
        said = found.setdefault(voice.article_id, [])
        if len(said) < NOES_SHOWN:
            said.append(voice)
    return found


def why_not(article: Article) -> list[tuple[str, int]]:
    """The reasons why it was of no use, in words, and how often each was given."""
    return [(str(Reason(reason).label), times) for reason, times in reasons(article)]
