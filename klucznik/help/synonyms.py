"""Other words for the same thing: what readers type and what articles say, from the product's file and the vendor's."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.checks import CheckMessage, Error, register
from rapidfuzz.distance import OSA

from klucznik.core.vendor import vendor_folder
from klucznik.help.stems import LANGUAGES, folded, root, stems, words

OWN: Final = Path(__file__).parent / "synonyms.toml"
VENDORS: Final = Path("help") / "synonyms.toml"
KINDS: Final = ("same", "also")

# A shorter word is not taken for another one.
SHORTEST_MISTYPED: Final = 5

Phrase = tuple[str, ...]


class WrongSynonyms(Exception):
    """The file cannot be used; the text says what to change."""


@dataclass
class Synonyms:
    """Phrases of one language by the stem of their first word, and what each is looked for as."""

    language: str
    _alone: set[str] = field(default_factory=set)
    _by_first: defaultdict[str, list[tuple[Phrase, list[Phrase]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, phrase: str, others: Iterable[str]) -> None:
        """Whoever asks for the phrase also finds the others."""
        said = tuple(words(phrase))
        meant = [other for one in others if (other := tuple(words(one))) and other != said]
        for form in self._forms(said[0]) if said and meant else ():
            self._by_first[form].append((said, meant))
            if len(said) == 1:
                self._alone.add(folded(said[0]))

    def at(self, asked: Sequence[str]) -> tuple[int, list[Phrase]]:
        """How many of the first words of a question are a known phrase (the longest), and what it is looked for as."""
        fitting: dict[Phrase, list[Phrase]] = {}
        for form in self._forms(asked[0]):
            for phrase, others in self._by_first.get(form, ()):
                if self._begins(asked, phrase):
                    fitting.setdefault(phrase, []).extend(others)
        longest = max(map(len, fitting), default=0)
        found = [one for phrase in fitting if len(phrase) == longest for one in fitting[phrase]]
        return longest, list(dict.fromkeys(found))

    def _begins(self, asked: Sequence[str], phrase: Phrase) -> bool:
        return len(asked) >= len(phrase) and all(
            self._forms(one) & self._forms(other) for one, other in zip(asked, phrase, strict=False)
        )

    def nearest(self, mistyped: str) -> str:
        """The word here that differs in one letter, but not the first; empty where there is none."""
        typed = folded(mistyped)
        if len(typed) < SHORTEST_MISTYPED:
            return ""
        near = sorted(
            one
            for one in self._alone
            if one[0] == typed[0] and OSA.distance(one, typed, score_cutoff=1) <= 1
        )
        return near[0] if near else ""

    def _forms(self, word: str) -> set[str]:
        """A word in any of its forms is known by its stems and its root."""
        return {*stems(word, self.language), root(word, self.language)} - {""}


def synonyms(language: str) -> Synonyms:
    """The product's own and the vendor's, which only add; a vendor's broken file is left out (and told at start)."""
    return _load(language, vendor_folder() / VENDORS)


@cache
def _load(language: str, vendors: Path) -> Synonyms:
    found = Synonyms(language)
    for path in (OWN, vendors):
        try:
            _fill(found, read(path))
        except WrongSynonyms:
            continue
    return found


def _fill(found: Synonyms, told: dict[str, Any]) -> None:
    for group in told.get("same", {}).get(found.language, []):
        for phrase in group:
            found.add(phrase, group)
    for phrase, others in told.get("also", {}).get(found.language, {}).items():
        found.add(phrase, others)


def read(path: Path) -> dict[str, Any]:
    """The file as tables, each checked; nothing where there is none. Raises WrongSynonyms."""
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise WrongSynonyms(f"{path}: {error}") from error
    if problems := list(_problems(told)):
        raise WrongSynonyms(f"{path}: {problems[0]}")
    return told


def _problems(told: dict[str, Any]) -> Iterator[str]:
    for kind, by_language in told.items():
        if kind not in KINDS or not isinstance(by_language, dict):
            yield f"{kind}: expected tables [same] and [also]."
            continue
        for language, rows in by_language.items():
            groups = list(rows.values()) if isinstance(rows, dict) else rows
            if language not in LANGUAGES or isinstance(rows, dict) != (kind == "also"):
                yield f"{kind}.{language}: same.pl is a list of lists, also.pl a table of lists (pl or en)."
            elif not all(_is_words(group) for group in groups):
                yield f"{kind}.{language}: each entry is a list of words or phrases."


def _is_words(group: Any) -> bool:
    return isinstance(group, list) and all(isinstance(one, str) and words(one) for one in group)


@register()
def vendors_file(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A vendor's file that cannot be used is told before the first request."""
    try:
        read(vendor_folder() / VENDORS)
    except WrongSynonyms as problem:
        return [Error(str(problem), id="klucznik.E007")]
    return []
