"""A search as an address writes it: words, program, category and page; whatever else stands there is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from klucznik.core.text import clean_line

LONGEST: Final = 200
CODE: Final = re.compile(r"[a-z0-9_-]{1,40}", re.I)
LAST_PAGE: Final = 100
SIZE, SIZE_OF_ALL = 10, 30


@dataclass(frozen=True)
class Search:
    """What somebody looks for; nonsense in an address is a search without it."""

    q: str = ""
    program: str = ""
    category: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Search:
        """From the parameters of an address."""
        return cls(
            q=clean_line(given.get("q", "")[: 2 * LONGEST])[:LONGEST],
            program=_code(given.get("program", "")),
            category=_code(given.get("category", "")),
            page=_page(given.get("page", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.program or self.category)

    @property
    def size(self) -> int:
        """How many a page holds: results are read, a list of everything is looked over."""
        return SIZE if self.q else SIZE_OF_ALL

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def parameters(self) -> str:
        """As they stand in an address: only what differs from an empty search."""
        told = {"q": self.q, "program": self.program, "category": self.category}
        named = {name: value for name, value in told.items() if value}
        return urlencode(named | ({"page": self.page} if self.page > 1 else {}))

    @property
    def url(self) -> str:
        return reverse("help:search") + (f"?{self.parameters}" if self.parameters else "")

    @property
    def earlier(self) -> Search:
        return replace(self, page=self.page - 1)

    @property
    def later(self) -> Search:
        return replace(self, page=self.page + 1)

    @property
    def wide(self) -> Search:
        """The same words in all programs and categories."""
        return Search(q=self.q)

    def last(self, total: int) -> int:
        """The last page of so many."""
        return max(1, min(LAST_PAGE, -(-total // self.size)))

    def within(self, total: int) -> Search:
        """The same on a page that there is."""
        return replace(self, page=min(self.page, self.last(total)))


def _code(value: str) -> str:
    return value if CODE.fullmatch(value) else ""


def _page(value: str) -> int:
    return (
        min(int(value), LAST_PAGE)
        if value.isascii() and value.isdigit() and len(value) < 4 and int(value)
        else 1
    )
