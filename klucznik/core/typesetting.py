"""How Polish is set: no line ends with a one-letter word, inside "sp. z o.o.", or between a number and its unit."""

from __future__ import annotations

import re
from typing import Final

NBSP: Final = "\u00a0"
LONELY_WORD: Final = re.compile(r"(?<![\w&;])([aiouwzAIOUWZ]) +(?=\S)")
NUMBER_AND_UNIT: Final = re.compile(r"(\d) +(?=(?:zł|%|r\.|godz\.|min|KB|MB|GB)(?:\W|$))")
LEGAL_FORM: Final = re.compile(r"\b(sp\.) +(?=(?:z[ \u00a0]+o\.|[jkp]\.))")
DOUBLE_STOP: Final = re.compile(r"(?<![./])\.\.(?![./])")
TAG: Final = re.compile(r"(<[^>]*>)")


def bound(text: str) -> str:
    """The text with non-breaking spaces where Polish needs them; tags are left as they are."""
    return "".join(piece if piece.startswith("<") else _bound(piece) for piece in TAG.split(text))


def one_stop(text: str) -> str:
    """Two full stops in a row become one; three are meant."""
    return DOUBLE_STOP.sub(".", text)


def _bound(text: str) -> str:
    before = None
    while before != text:  # "i w domu": binding one word shows the next
        before = text
        text = LONELY_WORD.sub(rf"\1{NBSP}", text)
    text = LEGAL_FORM.sub(rf"\1{NBSP}", text)
    return NUMBER_AND_UNIT.sub(rf"\1{NBSP}", text)
