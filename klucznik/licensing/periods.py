"""Days that hang together: unions of periods, and which of them counts today. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted; without a last day it has no end."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def hangs_together(self, later: Span) -> bool:
        """Whether no day lies between this span and one that does not begin before it."""
        return self.last is None or later.first - self.last <= DAY


def union(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible: those that overlap or follow each other become one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.first):
        if found and found[-1].hangs_together(span):
            found[-1] = Span(found[-1].first, _later(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def counting(spans: Iterable[Span], today: date) -> Span:
    """Of the union the span that matters today: the one that holds, else the last one over, else the next one.

    What begins after a gap does not count before its day, so that nobody works through a gap.
    """
    whole = union(spans)
    begun = [span for span in whole if span.first <= today]
    return begun[-1] if begun else whole[0]


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
