"""Spaces that a line must not break at, in a paragraph that is made of many pieces."""

from __future__ import annotations

import re
from typing import Final

from klucznik.core.typesetting import NBSP

LONELY_WORD: Final = re.compile(r"(?<![\w&])[aiouwzAIOUWZ](?= \S)")
NUMBER_AND_UNIT: Final = re.compile(
    r"\d(?= (?:zł|%|r\.|godz\.|godzin\w*|minut\w*|dni\w?|min|KB|MB|GB|days?|hours?)(?:\W|$))"
)
# Stands where a piece is that is not text: code or a picture.
OPAQUE: Final = "\ufffc"


def glued(pieces: list[str | None], language: str) -> list[str | None]:
    """The same pieces with non-breaking spaces; None is a piece that is not text and stays as it is.

    Words are seen across the pieces: the space after "w" in "w **Koncie**" does not break either.
    """
    whole = "".join(OPAQUE if piece is None else piece.replace("\n", " ") for piece in pieces)
    places = {found.end() for found in NUMBER_AND_UNIT.finditer(whole)}
    if language == "pl":
        places |= {found.end() for found in LONELY_WORD.finditer(whole)}
    if not places:
        return pieces
    letters = [NBSP if place in places else letter for place, letter in enumerate(whole)]
    made: list[str | None] = []
    start = 0
    for piece in pieces:
        end = start + (1 if piece is None else len(piece))
        made.append(None if piece is None else _kept(piece, letters[start:end]))
        start = end
    return made


def _kept(piece: str, letters: list[str]) -> str:
    """Line breaks of the source stay, unless they became a space that does not break."""
    return "".join(new if new == NBSP else old for old, new in zip(piece, letters, strict=True))
