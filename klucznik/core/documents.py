"""The vendor's texts that people accept: files named by kind, day and language; each day is a version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from markdown_it import MarkdownIt

KINDS = ("terms", "privacy", "authority")
# Texts that not every vendor has: of the license of a program, and of an application in the browser. One for a single
# product carries its code: `application-subiekt-123`.
OPTIONAL = ("license", "application")
# What people accept in person; the authority is stated anew each time it is needed.
ACCEPTED = ("terms", "privacy")
LANGUAGES = ("pl", "en")
NAME = re.compile(
    r"(?P<kind>[a-z]+(?:-[a-z0-9-]+)?)\.(?P<version>\d{4}-\d{2}-\d{2})(?P<changes>\.changes)?\.(?P<language>[a-z]{2})\.md"
)


@dataclass(frozen=True)
class Document:
    """A text in one language: its kind, version (the day from which it is in force) and Markdown."""

    kind: str
    version: str
    language: str
    text: str

    @property
    def html(self) -> str:
        """The text as HTML; raw HTML in it stays text, links to scripts are dropped (commonmark without `html`)."""
        return MarkdownIt("commonmark", {"html": False}).render(self.text)

    @property
    def since(self) -> date:
        return date.fromisoformat(self.version)


def is_kind(kind: str) -> bool:
    """Whether a text may be called so."""
    return kind in KINDS or kind.partition("-")[0] in OPTIONAL


def kinds(folder: Path) -> list[str]:
    """What this vendor has texts of: those that everybody has first."""
    found = (NAME.fullmatch(path.name) for path in (folder / "documents").glob("*.md"))
    own = {one["kind"] for one in found if one and is_kind(one["kind"])}
    return [*KINDS, *sorted(own - set(KINDS))]


def versions(folder: Path, kind: str) -> tuple[str, ...]:
    """Every version of a text, the oldest first; noticed without a restart, because the folder's time changes."""
    documents = folder / "documents"
    return _versions(documents, documents.stat().st_mtime_ns, kind) if documents.is_dir() else ()


def version_in_force(folder: Path, kind: str, on: date) -> str | None:
    """The newest whose day has come. The very first holds from the beginning: a portal is never without terms."""
    found = versions(folder, kind)
    begun = [version for version in found if date.fromisoformat(version) <= on]
    return begun[-1] if begun else (found[0] if found else None)


def coming_versions(folder: Path, kind: str, on: date) -> list[str]:
    """Those that are published but not in force yet."""
    now = version_in_force(folder, kind, on)
    return [version for version in versions(folder, kind) if now is not None and version > now]


def read(folder: Path, kind: str, version: str, language: str) -> Document | None:
    """One version in the reader's language, or in Polish or English where a translation is missing."""
    for wanted in dict.fromkeys((language, *LANGUAGES)):
        path = folder / "documents" / f"{kind}.{version}.{wanted}.md"
        if path.exists():
            return Document(kind, version, wanted, _text(path, path.stat().st_mtime_ns))
    return None


def read_changes(folder: Path, kind: str, version: str, language: str) -> Document | None:
    """What the vendor says about a new version, when there is such a file."""
    found = read(folder, kind, f"{version}.changes", language)
    return found and Document(kind, version, found.language, found.text)


def problems(folder: Path) -> Iterator[str]:
    """What is wrong with the texts of a vendor, one sentence each."""
    documents = folder / "documents"
    if not documents.is_dir():
        yield f"{folder}: there is no folder documents."
        return
    languages: dict[tuple[str, str, bool], set[str]] = {}
    for path in sorted(documents.iterdir()):
        if refusal := _refusal(path):
            yield refusal
        elif named := NAME.fullmatch(path.name):
            key = (named["kind"], named["version"], bool(named["changes"]))
            languages.setdefault(key, set()).add(named["language"])
    for kind in KINDS:
        if not any(key[0] == kind and not key[2] for key in languages):
            yield f"documents: there is no {kind}.<date>.pl.md."
    yield from _incomplete(languages)


def _refusal(path: Path) -> str:
    named = NAME.fullmatch(path.name)
    if named is None:
        return f"{path.name}: not a name like terms.2027-01-01.pl.md or terms.2027-01-01.changes.pl.md."
    if not is_kind(named["kind"]):
        return f"{path.name}: {named['kind']} is none of {', '.join((*KINDS, *OPTIONAL))}."
    if named["language"] not in LANGUAGES:
        return f"{path.name}: the portal speaks {' and '.join(LANGUAGES)}, not {named['language']}."
    try:
        date.fromisoformat(named["version"])
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return f"{path.name}: not UTF-8."
    except ValueError:
        return f"{path.name}: there is no day {named['version']}."
    return "" if text.strip() else f"{path.name}: empty."


def _incomplete(languages: dict[tuple[str, str, bool], set[str]]) -> Iterator[str]:
    for (kind, version, changes), found in sorted(languages.items()):
        name = f"{kind}.{version}.changes" if changes else f"{kind}.{version}"
        yield from (
            f"{name}.{missing}.md is missing: both languages are needed."
            for missing in LANGUAGES
            if missing not in found
        )
        if changes and (kind, version, False) not in languages:
            yield f"{name}: there is no {kind}.{version} that it could be about."


@lru_cache(maxsize=64)
def _versions(documents: Path, changed_at: int, kind: str) -> tuple[str, ...]:
    found = (NAME.fullmatch(path.name) for path in documents.iterdir())
    named = {one["version"] for one in found if one and one["kind"] == kind and not one["changes"]}
    return tuple(sorted(version for version in named if _is_day(version)))


def _is_day(version: str) -> bool:
    try:
        date.fromisoformat(version)
    except ValueError:
        return False
    return True


@cache
def _text(path: Path, changed_at: int) -> str:
    return path.read_text(encoding="utf-8")
