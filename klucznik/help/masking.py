"""A question without what could name somebody: what is counted of it and shown to the staff."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from klucznik.core.text import clean_line
from klucznik.help.stems import folded

LONGEST: Final = 80
ADDRESS: Final = re.compile(r"\S*@\S*")
WITH_DIGITS: Final = re.compile(r"\S*\d\S*")


def masked(query: str, names: Collection[str] = ()) -> str:
    """In small letters; an address becomes "@", each digit "#", but for names of programs that have one ("123")."""
    text = ADDRESS.sub("@", clean_line(query).lower())
    return WITH_DIGITS.sub(lambda word: _without_digits(word.group(), names), text)[
        :LONGEST
    ].strip()


def _without_digits(word: str, names: Collection[str]) -> str:
    return word if folded(word) in names else re.sub(r"\d", "#", word)
