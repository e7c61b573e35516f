"""Words as the search sees them: cut out of a text, without diacritics, reduced to the stems that they share."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import snowballstemmer

# What is longer is cut: a term has a place of this length in its table, and no text is read without an end.
LONGEST_WORD: Final = 40
LONGEST_TEXT: Final = 200_000
WORD: Final = re.compile(r"[^\W_]+")
# Letters that do not fall apart into a base and a mark, and the Polish ones, which are most.
WHOLE: Final = str.maketrans("łøđħıŀŧąćęńóśźż", "lodhiltacenoszz")
LANGUAGES: Final = {"pl": "polish", "en": "english"}
# Endings of Polish words without diacritics, the longest first: what is before them ties a verb to its noun
# (odzyskać, odzyskanie, odzyskiwać) and a word typed without diacritics to the one that has them.
_ENDINGS: Final = """
    owania owaniu owaniem owanie owany owana owane owanych owac owales owalem uje uja ujemy ujesz ujac
    ywania ywanie ywac iwania iwanie iwac ania aniu aniem anie any ana ane anych anymi ac am asz amy aja alem alam
    enia eniu eniem enie eniami eniach ony ona one onych onymi iecia iecie ieciu ieciem iety ieta iete ietych iec
    ic yc il yl ila yla isz ysz imy ymy aca ace acy acych
    ow om ach ami em ego emu ymi ych imi ich ej iej owi owie ie y i a e o u
"""
ENDINGS: Final = sorted(_ENDINGS.split(), key=len, reverse=True)
SHORTEST_ROOT: Final = 4
# aktywacyjny and aktywacja, rachunek and rachunki have one root.
ADJECTIVE: Final = re.compile(r"(?<=..)cyjn(?:y|a|e|ego|emu|ej|ym|ymi|ych)$")
FLEETING: Final = re.compile(r"(?<=..)([bdfgklmnprstwz])e([kc])$")
# Words that a stemmer takes for another one.
OWN_STEMS: Final = {
    ("en", word): stem
    for stem, forms in {"accountant": "accountant accountants", "accounting": "accounting"}.items()
    for word in forms.split()
}

_stemmers = {
    language: snowballstemmer.stemmer(name)
    for language, name in LANGUAGES.items()  # one of each: it holds the word it works on
}
_lock = threading.Lock()


def composed(text: str) -> str:
    """The text in one form of Unicode, cut where it is longer than any article; places of words are counted in it."""
    return unicodedata.normalize("NFC", text[:LONGEST_TEXT])


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a composed text: where it begins and ends, and the word in small letters."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), small(found.group())


def words(text: str) -> list[str]:
    """The words of any text in small letters: nothing invisible, no halves of pairs, none longer than a term."""
    return [word for _, _, word in places(composed(text)) if word]


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """A word in small letters without diacritics: `łódź` is `lodz`."""
    plain = word.translate(WHOLE)
    if plain.isascii():
        return plain[:LONGEST_WORD]
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in apart if not unicodedata.combining(char))[:LONGEST_WORD]


@lru_cache(maxsize=65_536)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stem of the word, and that of the word without diacritics; a word with a digit is its own."""
    plain = folded(word)
    if any(char.isdigit() for char in word):
        return (plain,)
    return tuple(dict.fromkeys((folded(_stem(word, language)), _stem(plain, language))))


@lru_cache(maxsize=65_536)
def root(word: str, language: str) -> str:
    """What is left of a Polish word without its longest ending; empty where that says no more than its stems."""
    plain = FLEETING.sub(r"\1\2", ADJECTIVE.sub("cja", folded(word)))
    if language != "pl" or any(char.isdigit() for char in plain):
        return ""
    for ending in ENDINGS:
        if plain.endswith(ending):
            left = plain[: -len(ending)]
            return left if len(left) >= SHORTEST_ROOT else ""
    return plain


def small(word: str) -> str:
    """A word of a text as the index knows it."""
    if len(word) <= LONGEST_WORD and word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word[:LONGEST_WORD].lower())[:LONGEST_WORD]


def _stem(word: str, language: str) -> str:
    if own := OWN_STEMS.get((language, word)):
        return own
    with _lock:
        return str(_stemmers[language].stemWord(word)) or word
