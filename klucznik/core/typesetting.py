"""How text is set: what Polish keeps on one line, and one full stop at the end of a sentence."""

from __future__ import annotations

import re
from typing import Final

NBSP: Final = "\u00a0"
LONELY_WORD: Final = re.compile(r"(?<![\w&;])([aiouwzAIOUWZ]) +(?=\S)")
NUMBER_AND_UNIT: Final = re.compile(r"(\d) +(?=(?:zł|%|r\.|godz\.|min|KB|MB|GB)(?:\W|$))")
LEGAL_FORM: Final = re.compile(r"\b(sp\.) +(?=(?:z[ \u00a0]+o\.|[jkp]\.))")
DOUBLE_STOP: Final = re.compile(r"(?<![./])\.((?:</[a-z]+>)*)\.(?![./])")
# In a page people's own dots stay as they are: only after one letter (z o.o., S.A., sp. k.) or a short form.
DOUBLE_STOP_IN_PAGE: Final = re.compile(rb"\.((?:</[a-z]+>)*)\.(?![./])")
END_OF_NAME: Final = re.compile(rb"(?:(?:^|[^A-Za-z0-9/])[A-Za-z]|\W(?:Inc|Ltd|Co|Corp))\Z")
TAG: Final = re.compile(r"(<[^>]*>)")


def bound(text: str) -> str:
    """The text with non-breaking spaces where Polish needs them; tags are left as they are."""
    return "".join(piece if piece.startswith("<") else _bound(piece) for piece in TAG.split(text))


def bound_names(html: str) -> str:
    """The same page with "sp. z o.o." on one line; names are written by hand, so no translation binds them."""
    return LEGAL_FORM.sub(rf"\1{NBSP}", html.replace("sp. z o.o.", f"sp. z{NBSP}o.o."))


def one_stop(text: str) -> str:
    """Two full stops in a row become one, also when the first one is inside a mark; three are meant."""
    return DOUBLE_STOP.sub(r".\1", text)


def one_stop_after_names(html: bytes) -> bytes:
    """A sentence of a page that ends with "sp. z o.o." or "Inc." has one full stop."""
    return DOUBLE_STOP_IN_PAGE.sub(_stop_of_name, html)


def _stop_of_name(found: re.Match[bytes]) -> bytes:
    before = found.string[max(0, found.start() - 5) : found.start()]
    return b"." + found[1] if END_OF_NAME.search(before) else found[0]


def _bound(text: str) -> str:
    before = None
    while before != text:  # "i w domu": binding one word shows the next
        before = text
        text = LONELY_WORD.sub(rf"\1{NBSP}", text)
    text = LEGAL_FORM.sub(rf"\1{NBSP}", text)
    return NUMBER_AND_UNIT.sub(rf"\1{NBSP}", text)
