"""The stems of one language in the memory of this process: how rare each is, what begins so, what was mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
# So many mistyped words are remembered.
MOST_REMEMBERED: Final = 1000
# From this length on a word can be mistyped: once, and twice from the second one on.
ONE_MISTAKE, TWO_MISTAKES = 4, 8
# After every letter that a word can have.
LAST: Final = "\U0010ffff"

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

    def said(self, query: str) -> set[str]:
        """Words of the question, without diacritics, that articles use in some form."""
        return {
            folded(word)
            for word in words(query)
            if not self.texts.keys().isdisjoint(stems(word, self.language))
        }

    def continuations(self, beginning: str) -> tuple[str, ...]:
        """Stems of words that begin so."""
        forms, terms = self._forms
        found: dict[str, int] = {}
        for place in range(bisect_left(forms, beginning), len(forms)):
            if not forms[place].startswith(beginning):
                break
            found[terms[place]] = self.texts[terms[place]]
        common = sorted(found, key=lambda term: (-found[term], term))
        return tuple(common[:MOST_CONTINUATIONS])

    def corrections(self, word: str) -> list[Correction]:
        """The nearest words to a mistyped one, those with the same first letter first, then the most frequent."""
        if word not in self._corrected:
            if len(self._corrected) >= MOST_REMEMBERED:
                self._corrected.clear()
            self._corrected[word] = self._correct(word)
        return self._corrected[word]

    def _correct(self, word: str) -> list[Correction]:
        plain = folded(word)
        if len(plain) < ONE_MISTAKE or any(char.isdigit() for char in plain) or plain in self.names:
            return []
        typed = tuple(dict.fromkeys((plain, *stems(word, self.language))))
        near: dict[str, tuple[int, bool, int, str]] = {}
        for form, term, distance in self._near(typed):
            rank = (distance, form[:1] != plain[:1], -self.texts[term], term)
            near[term] = min(near.get(term, rank), rank)
        best = sorted(near.values())[:MOST_CORRECTIONS]
        return [
            Correction(term, self.shown[term])
            for distance, _, _, term in best
            if distance == best[0][0]
        ]

    def _near(self, typed: tuple[str, ...]) -> list[tuple[str, str, int]]:
        """Most make one mistake, and not in the first letter; where that finds nothing, all words are compared."""
        first = [found for one in typed for found in _within(one, 1, *self._beginning(one[0]))]
        if first:
            return first
        return [found for one in typed for found in self._anywhere(one)]

    def _beginning(self, letter: str) -> tuple[list[str], list[str]]:
        forms, terms = self._forms
        part = slice(bisect_left(forms, letter), bisect_left(forms, letter + LAST))
        return forms[part], terms[part]

    def _anywhere(self, typed: str) -> Iterator[tuple[str, str, int]]:
        most = 2 if len(typed) >= TWO_MISTAKES else 1
        for length in range(len(typed) - most, len(typed) + most + 1):
            yield from _within(typed, most, *self._by_length.get(length, ([], [])))

    @cached_property
    def _forms(self) -> tuple[list[str], list[str]]:
        """Each stem and the word that is shown for it, in order; beside it the stems."""
        held = {f"{term}\0{term}" for term in self.texts}
        held |= {f"{_plain(word)}\0{term}" for term, word in self.shown.items()}
        pairs = [one.split("\0") for one in sorted(held)]
        return [form for form, _ in pairs], [term for _, term in pairs]

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], list[str]]]:
        """The same by how long a form is: few mistakes change little of that."""
        found: dict[int, tuple[list[str], list[str]]] = {}
        for form, term in zip(*self._forms, strict=True):
            forms, terms = found.setdefault(len(form), ([], []))
            forms.append(form)
            terms.append(term)
        return found

    @cached_property
    def _corrected(self) -> dict[str, list[Correction]]:
        """What mistyped words were taken for: whoever goes on typing asks for them again."""
        return {}

    def changed(self, stamp: str, size: int, rows: Iterable[tuple[str, int, str]]) -> Vocabulary:
        """What it is after these stems have changed; nothing is left of one that no text has."""
        texts, shown = dict(self.texts), dict(self.shown)
        forms, terms = (list(column) for column in self._forms)
        for term, count, word in rows:
            if term in texts and not count:
                for form in _forms_of(term, shown.pop(term)):
                    _take_out(forms, terms, form, term)
                del texts[term]
            elif count:
                if term not in texts:
                    for form in _forms_of(term, word):
                        place = bisect_left(forms, form)
                        forms.insert(place, form)
                        terms.insert(place, term)
                    shown[term] = word
                texts[term] = count
        after = replace(self, stamp=stamp, size=size, texts=texts, shown=shown)
        after.__dict__["_forms"] = forms, terms
        return after


def _within(
    typed: str, most: int, forms: list[str], terms: list[str]
) -> Iterator[tuple[str, str, int]]:
    """Those of the forms, with their stems, that differ in no more than so many letters."""
    near = process.extract(
        typed, forms, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None
    )
    for form, distance, place in near:
        if len(form) >= ONE_MISTAKE - 1:
            yield form, terms[place], int(distance)


def _forms_of(term: str, word: str) -> set[str]:
    return {term, _plain(word)}


def _plain(word: str) -> str:
    return word if word.isascii() else folded(word)


def _take_out(forms: list[str], terms: list[str], form: str, term: str) -> None:
    place = bisect_left(forms, form)
    while terms[place] != term:
        place += 1
    del forms[place], terms[place]


def vocabulary(language: str) -> Vocabulary:
    """The stems of now. One small query tells whether what this process remembers still holds."""
    index = Index.objects.filter(language=language)
    stamp, size = index.values_list("stamp", "texts").first() or ("", 0)
    held = _remembered.get(language)
    if held is None or held.stamp != stamp:
        held = _remembered[language] = _read(language, stamp, size, held)
    return held


def _read(language: str, stamp: str, size: int, held: Vocabulary | None) -> Vocabulary:
    """Only what has changed since, where that is known; else everything."""
    rows = Term.objects.filter(language=language).values_list("term", "texts", "word")
    since = change_of(language, held.stamp) if held else None
    if held and since is not None:
        return held.changed(stamp, size, rows.filter(changed__gt=since))
    there = list(rows.filter(texts__gt=0))
    names = Product.objects.values_list("name", "line__name")
    return Vocabulary(
        language,
        stamp,
        size,
        texts={term: texts for term, texts, _ in there},
        shown={term: word for term, _, word in there},
        names=frozenset(folded(word) for pair in names for name in pair for word in words(name)),
    )


def change_of(language: str, stamp: str) -> int | None:
    """Which change of the index gave it this stamp; None where that was too long ago, or never."""
    past = Index.objects.filter(language=language).values_list("past", flat=True).first() or {}
    return past.get(stamp)
