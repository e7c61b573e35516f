"""The stems of one language in the memory of this process: how rare each is, what begins so, what was mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from klucznik.catalog.models import Product
from klucznik.help.models import Index, Term
from klucznik.help.stems import folded, stems, words
from klucznik.help.weighing import rarity

# So many continuations of a word that is still being typed are looked for, the most frequent first.
MOST_CONTINUATIONS: Final = 24
MOST_CORRECTIONS: Final = 3
# From this length on a word can be mistyped: once, and twice from the second one on.
ONE_MISTAKE, TWO_MISTAKES = 4, 8

_remembered: dict[str, Vocabulary] = {}


@dataclass(frozen=True)
class Correction:
    """What a mistyped word was taken for: the stem, and a word that has it."""

    term: str
    word: str


@dataclass(frozen=True)
class Vocabulary:
    """All stems of one language as they were at one stamp of the index."""

    language: str
    stamp: str
    size: int  # how many texts there are
    texts: dict[str, int]
    shown: dict[str, str]
    names: frozenset[str]  # words of the names of programs: never taken for a mistake

    def rarity(self, terms: tuple[str, ...]) -> float:
        """Of terms that count as one."""
        return rarity(sum(self.texts.get(term, 0) for term in terms), self.size)

    def continuations(self, beginning: str) -> tuple[str, ...]:
        """Stems of words that begin so."""
        found: dict[str, int] = {}
        for place in range(bisect_left(self._forms, (beginning,)), len(self._forms)):
            form, term = self._forms[place]
            if not form.startswith(beginning):
                break
            found[term] = self.texts[term]
        common = sorted(found, key=lambda term: (-found[term], term))
        return tuple(common[:MOST_CONTINUATIONS])

    def corrections(self, word: str) -> list[Correction]:
        """The nearest words to a mistyped one, the most frequent first."""
        plain = folded(word)
        if len(plain) < ONE_MISTAKE or any(char.isdigit() for char in plain) or plain in self.names:
            return []
        near: dict[str, tuple[int, bool, int, str]] = {}
        for typed in dict.fromkeys((plain, *stems(word, self.language))):
            for form, term, distance in self._near(typed):
                rank = (distance, form[:1] != plain[:1], -self.texts[term], term)
                near[term] = min(near.get(term, rank), rank)
        best = sorted(near.values())[:MOST_CORRECTIONS]
        return [
            Correction(term, self.shown[term])
            for distance, _, _, term in best
            if distance == best[0][0]
        ]

    def _near(self, typed: str) -> list[tuple[str, str, int]]:
        """Only words with the same first or the same last letter: hardly anybody mistypes both."""
        most = 2 if len(typed) >= TWO_MISTAKES else 1
        found = []
        for length in range(max(len(typed) - most, ONE_MISTAKE - 1), len(typed) + most + 1):
            for end in ("^" + typed[0], typed[-1] + "$"):
                forms, terms = self._by_ends.get((length, end), ([], []))
                near = process.extract(
                    typed, forms, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None
                )
                found += [(form, terms[place], int(distance)) for form, distance, place in near]
        return found

    @cached_property
    def _forms(self) -> list[tuple[str, str]]:
        """Each stem, and the word that is shown for it, in order, with the stem."""
        forms = {(form, term) for term in self.texts for form in (term, folded(self.shown[term]))}
        return sorted(forms)

    @cached_property
    def _by_ends(self) -> dict[tuple[int, str], tuple[list[str], list[str]]]:
        """Forms with their stems by length and first letter, and by length and last letter."""
        found: defaultdict[tuple[int, str], tuple[list[str], list[str]]] = defaultdict(
            lambda: ([], [])
        )
        for form, term in self._forms:
            for end in ("^" + form[0], form[-1] + "$"):
                forms, terms = found[len(form), end]
                forms.append(form)
                terms.append(term)
        return dict(found)


def vocabulary(language: str) -> Vocabulary:
    """The stems of now. One small query tells whether what this process remembers still holds."""
    held = Index.objects.filter(language=language).values_list("stamp", "texts").first()
    stamp, size = held or ("", 0)
    if language not in _remembered or _remembered[language].stamp != stamp:
        _remembered[language] = _read(language, stamp, size)
    return _remembered[language]


def _read(language: str, stamp: str, size: int) -> Vocabulary:
    rows = list(Term.objects.filter(language=language).values_list("term", "texts", "word"))
    names = Product.objects.values_list("name", "line__name")
    return Vocabulary(
        language,
        stamp,
        size,
        texts={term: texts for term, texts, _ in rows},
        shown={term: word for term, _, word in rows},
        names=frozenset(folded(word) for pair in names for name in pair for word in words(name)),
    )
