"""Whether a question is what an article calls itself: its whole title or keyword, or a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from klucznik.help.stems import folded, stems, words
from klucznik.help.stop_words import is_stop_word

# How much more it is worth, by where the phrase stands: the question is all of it, or one is a part of the other.
IN_TITLE: Final = (0.8, 0.35)
IN_KEYWORD: Final = (0.4, 0.2)


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
    phrase = _without_beginning(words(text), language)
    if not said or not phrase:
        return 0.0
    shorter, longer = sorted((said, phrase), key=len)
    if len(said) == len(phrase) and _at(said, phrase, language, said):
        return worth[0] if len(said) > 1 else worth[1]
    if len(shorter) < 2:
        return 0.0
    starts = range(len(longer) - len(shorter) + 1)
    found = any(_at(shorter, longer[at : at + len(shorter)], language, said) for at in starts)
    return worth[1] if found else 0.0


def _at(one: Sequence[str], other: Sequence[str], language: str, said: Sequence[str]) -> bool:
    """Word by word, in any of their forms."""
    return all(
        set(stems(a, language)) & set(stems(b, language)) or _begins(a, b, said)
        for a, b in zip(one, other, strict=True)
    )


def _begins(one: str, other: str, said: Sequence[str]) -> bool:
    """The word that is still being typed stands for what it begins."""
    typed, whole = (one, other) if one == said[-1] else (other, one)
    return typed == said[-1] and len(typed) > 2 and folded(whole).startswith(folded(typed))
