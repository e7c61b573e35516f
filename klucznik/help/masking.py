"""A question without what could name somebody: what is counted of it and shown to the staff."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from klucznik.core.text import clean_line
from klucznik.help.people import naming
from klucznik.help.stems import WORD, folded

LONGEST: Final = 80
ADDRESS: Final = re.compile(r"\S*@\S*")
PERSON: Final = "…"
WITH_DIGITS: Final = re.compile(r"\S*\d\S*")


def masked(query: str, names: Collection[str] = (), known: Collection[str] = ()) -> str:
    """In small letters; an address becomes "@", a person "…", each digit "#", but for programs that have one ("123").

    `names` are words of the names of programs, `known` all words that articles use.
    """
    text = ADDRESS.sub("@", clean_line(query).lower())
    text = WITH_DIGITS.sub(lambda word: _without_digits(word.group(), names), text)
    return _without_people(text, {*names, *known})[:LONGEST].strip()


def _without_people(text: str, known: Collection[str]) -> str:
    """Two words that name one person are one sign."""
    found = list(WORD.finditer(text))
    people = naming([place.group() for place in found], known)
    told, end = "", 0
    for number, place in enumerate(found):
        between = text[end : place.start()]
        is_same = number in people and number - 1 in people and not between.strip()
        told += "" if is_same else between + (PERSON if number in people else place.group())
        end = place.end()
    return told + text[end:]


def _without_digits(word: str, names: Collection[str]) -> str:
    return word if folded(word) in names else re.sub(r"\d", "#", word)
