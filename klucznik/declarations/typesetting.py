"""Small printer's rules: what may not break, what must be able to break, and the QR code."""

from __future__ import annotations

import io
import re
from typing import Final

import segno

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_ONE_LETTER: Final = re.compile(r"(?<![\w])([aiouwzAIOUWZ]) ")
_LONG_WORD: Final = re.compile(r"\S{33,}")
_PIECE: Final = 24


def tied(text: str, language: str) -> str:
    """In Polish a word of one letter may not end a line."""
    return _ONE_LETTER.sub(rf"\1{_NO_BREAK}", text) if language == "pl" else text


def breakable(text: str) -> str:
    """A name or address without spaces breaks instead of running off the paper."""
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_pieces(word.group())), text)


def qr_svg(target: str) -> str:
    """A QR code as a drawing, without the quiet zone: the page leaves white around it."""
    drawing = io.BytesIO()
    segno.make(target, error="m", micro=False).save(
        drawing, kind="svg", border=0, xmldecl=False, svgns=True, dark="#1c2230"
    )
    return drawing.getvalue().decode()


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]
