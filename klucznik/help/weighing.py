"""What a word tells about a text: more in the title than in the body, less in a long text than in a short one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Final

from klucznik.help.stems import folded, root, stems, words
from klucznik.help.stop_words import is_stop_word

TITLE, KEYWORD, SUMMARY, HEADING, PROGRAM, BODY = 5.0, 4.0, 2.0, 1.6, 1.5, 1.5
# A stem counts whole; what only shares a root with the word, less.
ROOT: Final = 0.55
# As in BM25: how soon repeating a word adds nothing, and how much a long text is held against it.
K1: Final = 1.4
B: Final = 0.5
USUAL_LENGTH: Final = 130


@dataclass(frozen=True)
class Document:
    """The words of a text by where they stand."""

    title: str
    summary: str = ""
    keywords: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    body: str = ""


@dataclass(frozen=True)
class Weighed:
    """What is stored of a term: how much it tells about the text, and a word that has it."""

    weight: float
    word: str


def weigh(document: Document, language: str) -> dict[str, Weighed]:
    """Every term of a text."""
    weights: defaultdict[str, float] = defaultdict(float)
    spoken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrases, weight in _parts(document):
        best: dict[str, float] = {}
        for phrase in phrases:
            said = [word for word in words(phrase) if not is_stop_word(word, language)]
            for word in said:
                for term, share in _terms(word, language):
                    # A word of a short title or phrase says more than one of many.
                    best[term] = max(best.get(term, 0.0), weight * share / sqrt(sqrt(len(said))))
                    spoken[term][word] += 3
        for term, most in best.items():
            weights[term] += most
    for term, weight in _of_body(document.body, language, spoken).items():
        weights[term] += weight
    return {
        term: Weighed(round(weight, 4), spoken[term].most_common(1)[0][0])
        for term, weight in weights.items()
    }


def rarity(texts: int, all_texts: int) -> float:
    """How much it tells that a text has a term, when so many of all have it."""
    return 0.3 + log(1 + (max(all_texts, texts) - texts + 0.5) / (texts + 0.5))


def _parts(document: Document) -> list[tuple[list[str], float]]:
    return [
        ([document.title], TITLE),
        (document.keywords, KEYWORD),
        ([document.summary], SUMMARY),
        (document.headings, HEADING),
        (document.programs, PROGRAM),
    ]


def _of_body(text: str, language: str, spoken: dict[str, Counter[str]]) -> dict[str, float]:
    said = [word for word in words(text) if not is_stop_word(word, language)]
    often: defaultdict[str, float] = defaultdict(float)
    for word, times in Counter(said).items():
        for term, share in _terms(word, language):
            often[term] += share * times
            spoken[term][word] += times
    long = 1 - B + B * len(said) / USUAL_LENGTH
    return {
        term: BODY * times * (K1 + 1) / (times + K1 * long) / 2 for term, times in often.items()
    }


def _terms(word: str, language: str) -> Iterable[tuple[str, float]]:
    """Each term that stands for a word, once."""
    own = stems(word, language)
    found = dict.fromkeys(own, 1.0)
    if (shared := root(folded(word), language)) and shared not in found:
        found[shared] = ROOT
    return found.items()
