"""Whether a question is what an article calls itself: its whole title or keyword, or a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from klucznik.help.stems import folded, stems, words
from klucznik.help.stop_words import is_stop_word

# How much more it is worth, by where the phrase stands: the question is all of it, or one is a part of the other.
IN_TITLE: Final = (0.8, 0.35)
IN_KEYWORD: Final = (0.4, 0.2)
# So much of that, where its words are said in another order, or with others among them.
SCATTERED: Final = 0.8


def closeness(said: Sequence[str], title: str, keywords: Iterable[str], language: str) -> float:
    """How much more an article is worth that is called so; the last word said may be a beginning."""
    said = _without_beginning(said, language)
    worth = [_of_phrase(said, title, IN_TITLE, language)]
    worth += [_of_phrase(said, phrase, IN_KEYWORD, language) for phrase in keywords]
    return max(worth)


def _without_beginning(said: Sequence[str], language: str) -> Sequence[str]:
    """ "How to …" is as good as nothing."""
    first = next((n for n, word in enumerate(said) if not is_stop_word(word, language)), 0)
    return said[first:]


def _of_phrase(said: Sequence[str], text: str, worth: tuple[float, float], language: str) -> float:
    phrase = _phrase(text, language)
    if not said or not phrase:
        return 0.0
    shorter, longer = sorted((said, phrase), key=len)
    if len(said) == len(phrase) and _at(said, phrase, language, said):
        return worth[0] if len(said) > 1 else worth[1]
    if len(shorter) < 2:
        return 0.0
    starts = range(len(longer) - len(shorter) + 1)
    if any(_at(shorter, longer[at : at + len(shorter)], language, said) for at in starts):
        return worth[1]
    return worth[1] * SCATTERED if _is_said(phrase, said, language) else 0.0


@lru_cache(maxsize=8192)
def _phrase(text: str, language: str) -> Sequence[str]:
    """The words of a title or keyword: the same ones are compared again and again."""
    return _without_beginning(words(text), language)


def _is_said(phrase: Sequence[str], said: Sequence[str], language: str) -> bool:
    """Whether all words of a phrase that tell something are said, wherever; and at least two words of it are."""
    telling = [word for word in phrase if not is_stop_word(word, language)]
    there = [one for one in phrase if any(_is_same(one, other, language) for other in said)]
    return len(there) >= 2 and set(telling) <= set(there)


def _at(one: Sequence[str], other: Sequence[str], language: str, said: Sequence[str]) -> bool:
    """Word by word, in any of their forms."""
    return all(
        _is_same(a, b, language) or _begins(a, b, said) for a, b in zip(one, other, strict=True)
    )


@lru_cache(maxsize=65_536)
def _is_same(one: str, other: str, language: str) -> bool:
    return not set(stems(one, language)).isdisjoint(stems(other, language))


def _begins(one: str, other: str, said: Sequence[str]) -> bool:
    """The word that is still being typed stands for what it begins."""
    typed, whole = (one, other) if one == said[-1] else (other, one)
    return typed == said[-1] and len(typed) > 2 and folded(whole).startswith(folded(typed))
