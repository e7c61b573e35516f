"""Where the words of a question stand in a text: marked, and the passage that has most of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from klucznik.help.stems import WORD, composed, folded, root, small, stems

LONGEST_PASSAGE: Final = 220
# So much of a long article is looked through for a passage.
LOOKED_THROUGH: Final = 12_000
ELLIPSIS: Final = "…"

Place = tuple[int, int, str]


class Marker:
    """Marks the terms of one question in many texts; what it has learned of a word it keeps."""

    def __init__(self, terms: Collection[str], language: str) -> None:
        self._terms, self._language = terms, language
        self._known: dict[str, str] = {}
        self._beginnings = {term[:2] for term in terms}

    def marked(self, text: str) -> SafeString:
        """The whole text, escaped, with <mark> around each word that was found."""
        text = composed(text)
        return _written(text, self._found(text), 0, len(text))

    def passage(self, text: str) -> tuple[SafeString, int]:
        """The part of a text that has most of the terms, marked, and how many different ones it has."""
        text = " ".join(composed(text)[:LOOKED_THROUGH].split())
        found = self._found(text)
        if not found:
            return _written(text, [], 0, _last_space(text, LONGEST_PASSAGE)), 0
        first, different = _densest(found)
        begin = _begin(text, found[first][0])
        end = _last_space(text, begin + LONGEST_PASSAGE)
        inside = [one for one in found if one[0] >= begin and one[1] <= end]
        return _written(text, inside, begin, end), different

    def _found(self, text: str) -> list[Place]:
        """Words of the text that have one of the terms, with the term."""
        if not self._terms:
            return []
        found = []
        for place in WORD.finditer(text):
            written = place.group()
            term = self._known.get(written)
            if term is None:
                term = self._known[written] = self._term(written)
            if term:
                found.append((place.start(), place.end(), term))
        return found

    def _term(self, written: str) -> str:
        # Stemming keeps the first letters, but for the superlative's "naj-".
        beginning = _plain(written[:3])
        if beginning[:2] not in self._beginnings and beginning != "naj":
            return ""
        word = small(written)
        own = (*stems(word, self._language), root(folded(word), self._language))
        return next((one for one in own if one in self._terms), "")


@lru_cache(maxsize=16_384)
def _plain(beginning: str) -> str:
    return folded(small(beginning))


def _densest(found: list[Place]) -> tuple[int, int]:
    """The place from which one passage has most different terms, and how many."""
    best = (0, 0)
    for number, (begin, _, _) in enumerate(found):
        inside = {
            term for at, _, term in found[number : number + 60] if at < begin + LONGEST_PASSAGE - 40
        }
        if len(inside) > best[1]:
            best = (number, len(inside))
    return best


def _begin(text: str, at: int) -> int:
    """The beginning of the sentence when it is near, else of a word a little before."""
    if at < 60:
        return 0
    stop = max(text.rfind(sign, at - 60, at) for sign in (". ", "? ", ": ", "; "))
    return stop + 2 if stop >= 0 else text.find(" ", at - 40) + 1


def _last_space(text: str, end: int) -> int:
    """The end of the last whole word."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end + 1)
    return space if space > 0 else end


def _written(text: str, found: list[Place], begin: int, end: int) -> SafeString:
    """Built from escaped pieces only."""
    pieces, at = [ELLIPSIS if begin else ""], begin
    for first, last, _ in found:
        pieces += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    pieces += [escape(text[at:end]), ELLIPSIS if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of the text was escaped
