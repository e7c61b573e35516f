"""How well each text fits a question, by the postings of its stems; the same numbers whatever the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import mul

from klucznik.help.models import Term
from klucznik.help.postings import columns
from klucznik.help.questions import Question, Sought, Variant, Way

Columns = Mapping[str, tuple[Sequence[int], Sequence[float]]]
Scores = dict[int, float]


def scores(question: Question, language: str) -> Scores:
    """What each text has of each word is summed; more of the words go before more of one of them."""
    held = _held(question.terms, language)
    found = [_best_way(one, held) for one in question.sought]
    size = sum(one.size for one in question.sought)
    if len(found) == 1:
        return found[0]
    texts = list(set().union(*found))
    has = [
        map(dict.fromkeys(scored, one.size / size).get, texts, repeat(0.0))
        for scored, one in zip(found, question.sought, strict=True)
    ]
    of_words = [map(scored.get, texts, repeat(0.0)) for scored in found]
    sums, shares = (map(sum, zip(*rows, strict=True)) for rows in (of_words, has))
    return dict(zip(texts, map(mul, sums, shares), strict=True))


def _held(terms: Iterable[str], language: str) -> Columns:
    """One query, and one row for a stem however many texts have it."""
    rows = Term.objects.filter(language=language, term__in=sorted(terms))
    return {term: columns(held) for term, held in rows.values_list("term", "held")}


def _best_way(sought: Sought, held: Columns) -> Scores:
    """The best of the ways in which a word or phrase can be found in a text."""
    own, *others = sought.ways
    best = _sum([_of_word(variants, held) for variants in own if variants])
    for way in others:
        _raise(best, _whole(way, held).items())
    return best


def _sum(words: list[Scores]) -> Scores:
    total, *others = words
    for one in others:
        for text, score in one.items():
            total[text] = total.get(text, 0.0) + score
    return total


def _whole(way: Way, held: Columns) -> Scores:
    """Another phrase for the same counts only where all its words are."""
    first, *others = [_of_word(variants, held) for variants in way]
    if not others:
        return first
    there = set(first).intersection(*others)
    return {text: min(first[text], *(one[text] for one in others)) * len(way) for text in there}


def _of_word(variants: Iterable[Variant], held: Columns) -> Scores:
    """The best variant of one word, by the weight that the index holds."""
    best: Scores = {}
    for one in variants:
        for term in one.terms:
            texts, weights = held.get(term, ((), ()))
            worth = one.worth
            if best:
                _raise(best, zip(texts, [weight * worth for weight in weights], strict=True))
            else:
                best = dict(zip(texts, [weight * worth for weight in weights], strict=True))
    return best


def _raise(best: Scores, more: Iterable[tuple[int, float]]) -> None:
    """Whatever scores more counts."""
    held = best.get
    for text, score in more:
        if score > held(text, 0.0):
            best[text] = score
