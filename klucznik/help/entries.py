"""An article as its files tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Words:
    """What an article says in one language; `place` names the file for whoever has to mend it."""

    place: str
    title: str
    summary: str
    keywords: list[str]
    body: str
    first_line: int  # of the body, in the file
    sha256: str


@dataclass(frozen=True)
class ArticleFile:
    """One subject: its facts from the Polish file, its words in each language, its files by name."""

    key: str
    place: str
    number: int
    category: str
    programs: list[str]
    related: list[str]
    pages: list[str]
    words: dict[str, Words]
    files: dict[str, Path] = field(default_factory=dict)
