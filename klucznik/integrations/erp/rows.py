"""A row of a file on its way into the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Record = list[Any]  # plain values, as they are staged: texts, whole numbers, nothing


class Outcome(Enum):
    """What a row means for the portal."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Row:
    """Where it stood, what was written, what it says once read, and what has to be stored."""

    line: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    also: str = ""  # a second value that only one row may have
    outcome: Outcome = Outcome.UNCHANGED
    record: Record | None = None
    column: str = ""
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        return self.outcome is Outcome.REFUSED

    def refuse(self, column: str, reason: str) -> None:
        self.outcome, self.column, self.reason = Outcome.REFUSED, column, reason


@dataclass
class Counts:
    """How many rows there were of each kind; empty lines are not counted."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def add(self, outcome: Outcome) -> None:
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)
