"""What a question asks for: its words with their other forms, their synonyms, and what was mistyped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from klucznik.help.stems import folded, places, root, stems, words
from klucznik.help.stop_words import is_stop_word
from klucznik.help.synonyms import Phrase, synonyms
from klucznik.help.vocabulary import Correction, Vocabulary
from klucznik.help.weighing import ROOT

LONGEST: Final = 200
MOST_WORDS: Final = 8
SYNONYM, CONTINUED, MISTYPED = 0.75, 0.6, 0.85
SHORTEST_BEGINNING: Final = 2


@dataclass(frozen=True)
class Variant:
    """Terms that stand for a word of the question, and how much finding one of them is worth."""

    terms: tuple[str, ...]
    worth: float

    def times(self, share: float) -> Variant:
        return replace(self, worth=self.worth * share)


Way = tuple[tuple[Variant, ...], ...]


@dataclass(frozen=True)
class Sought:
    """One word or phrase of the question: it is found by one of the ways, each a row of words with their variants."""

    ways: tuple[Way, ...]
    # How many words of the question it stands for.
    size: int = 1

    def terms(self) -> Iterator[str]:
        for way in self.ways:
            for word in way:
                for variant in word:
                    yield from variant.terms


@dataclass
class Question:
    """A question understood."""

    sought: list[Sought] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    corrected: str = ""
    # All its words in their order, mistyped ones as they were taken.
    said: list[str] = field(default_factory=list)
    # The same with another phrase in the place of one that means the same.
    meant: list[list[str]] = field(default_factory=list)

    @property
    def terms(self) -> set[str]:
        return {term for one in self.sought for term in one.terms()}


def understand(query: str, known: Vocabulary) -> Question:
    """`query` is what a person typed, whole or still being typed: its last word may be the beginning of one."""
    asked = words(query[:LONGEST])
    question, place = Question(), 0
    corrected: dict[str, str] = {}
    while place < len(asked) and len(question.words) < MOST_WORDS:
        count, others = _synonyms(asked, place, known, corrected)
        said = asked[place : place + max(count, 1)]
        after = asked[place + len(said) :]
        if count > 1:
            question.meant += [[*asked[:place], *one, *after] for one in others if len(one) > 1]
        place += len(said)
        if count == 0 and is_stop_word(said[0], known.language):
            continue
        is_last = place == len(asked)
        kept = [one for one in said if not is_stop_word(one, known.language)] or said
        one = _sought(kept, others, known, is_last=is_last, corrected=corrected)
        question.words += kept
        if any(one.terms()):
            question.sought.append(one)
    if not question.sought and asked and not question.words:
        _beginning_only(question, asked[-1], known)
    question.said = [corrected.get(word, word) for word in asked]
    question.corrected = _corrected(query[:LONGEST], corrected)
    return question


def _synonyms(
    asked: list[str], place: int, known: Vocabulary, corrected: dict[str, str]
) -> tuple[int, list[Phrase]]:
    """What means the same as the next words; a word that is nowhere may be one of the synonyms, mistyped."""
    told = synonyms(known.language)
    count, others = told.at(asked[place:])
    is_known = count or is_stop_word(asked[place], known.language)
    if is_known or _variants(asked[place], known, begins=place == len(asked) - 1):
        return count, others
    if not (nearest := told.nearest(asked[place])):
        return count, others
    corrected[asked[place]] = asked[place] = nearest
    return told.at(asked[place:])


def _beginning_only(question: Question, word: str, known: Vocabulary) -> None:
    """Nothing but words that say nothing: perhaps the last one only begins ("do" of "dodaj")."""
    if len(word) >= SHORTEST_BEGINNING and (more := known.continuations(folded(word))):
        question.words.append(word)
        question.sought.append(Sought((((Variant(more, CONTINUED * known.rarity(more)),),),)))


def _sought(
    said: list[str],
    others: list[Phrase],
    known: Vocabulary,
    *,
    is_last: bool,
    corrected: dict[str, str],
) -> Sought:
    """The words as they were said, and each phrase that means the same."""
    own = []
    for number, word in enumerate(said):
        variants = _variants(word, known, begins=is_last and number == len(said) - 1)
        if not variants and not others:
            variants = _mistyped(word, known, corrected)
        own.append(tuple(variants))
    ways = [tuple(own)]
    for phrase in others:
        meant = [one for one in phrase if not is_stop_word(one, known.language)]
        way = tuple(tuple(_exact(one, known, SYNONYM)) for one in meant)
        ways += [way] if all(way) else []
    return Sought(_level([way for way in ways if any(way)]), len(said))


def _level(ways: list[Way]) -> tuple[Way, ...]:
    """Phrases that mean the same are as rare as the most common of them: a rare name makes nothing more important."""
    if len(ways) < 2:
        return tuple(ways)
    most = [sum(max((one.worth for one in word), default=0.0) for word in way) for way in ways]
    least = min(rare / share for rare, share in zip(most, _shares(ways), strict=True))
    return tuple(
        tuple(tuple(one.times(least * share / rare) for one in word) for word in way)
        for way, rare, share in zip(ways, most, _shares(ways), strict=True)
    )


def _shares(ways: list[Way]) -> list[float]:
    """The words as they were said count whole, what means the same a little less."""
    return [1.0] + [SYNONYM] * (len(ways) - 1)


def _variants(word: str, known: Vocabulary, *, begins: bool) -> list[Variant]:
    """The word's own stems, what begins with it, and what shares its root."""
    found = _exact(word, known, 1.0)
    plain = folded(word)
    if (begins or (not found and len(plain) >= 4)) and len(plain) >= SHORTEST_BEGINNING:
        there = {term for variant in found for term in variant.terms}
        more = tuple(term for term in known.continuations(plain) if term not in there)
        if more:
            found.append(Variant(more, CONTINUED * known.rarity(more)))
    return found


def _exact(word: str, known: Vocabulary, worth: float) -> list[Variant]:
    own = tuple(term for term in stems(word, known.language) if term in known.texts)
    found = [Variant((term,), worth * known.rarity((term,))) for term in own]
    shared = root(folded(word), known.language)
    if shared in known.texts and shared not in own:
        found.append(Variant((shared,), worth * ROOT * known.rarity((shared,))))
    return found


def _mistyped(word: str, known: Vocabulary, corrected: dict[str, str]) -> list[Variant]:
    near: list[Correction] = known.corrections(word)
    if near:
        corrected[word] = near[0].word
    return [variant for one in near for variant in _exact(one.word, known, MISTYPED)]


def _corrected(query: str, corrected: dict[str, str]) -> str:
    """The question with the words that were looked for instead; empty when nothing was mistyped."""
    if not corrected:
        return ""
    told, end = "", 0
    for begin, stop, word in places(query):
        told += query[end:begin] + corrected.get(word, query[begin:stop])
        end = stop
    return " ".join((told + query[end:]).split())
