"""Papers that last: set with our own fonts, the same bytes for the same content; small printer's rules, QR codes."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst

from klucznik.core.typesetting import one_stop_after_names

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_ONE_LETTER: Final = re.compile(r"(?<![\w])([aiouwzAIOUWZ]) ")
_LONG_WORD: Final = re.compile(r"\S{33,}")
_PIECE: Final = 24
_FONTS: Final = Path(__file__).with_name("fonts")


def typeset(template: Path, document: dict[str, Any], *, on: date) -> bytes:
    """A PDF of the template with these facts: accessible and made to last (PDF/A-2a, PDF/UA-1)."""
    folder = str(template.parent)
    compiler = typst.Compiler(root=folder, font_paths=_fonts(), ignore_system_fonts=True)
    compose = partial(
        compiler.compile,
        str(template),
        format="pdf",
        # Data goes in only as values: words in it that look like the language stay words.
        sys_inputs={"document": json.dumps(document)},
        timestamp=datetime.combine(on, time.min, tzinfo=UTC),
    )
    try:
        pdf = compose(pdf_standards=["a-2a", "ua-1"])
    except typst.TypstError:
        pdf = (
            compose()
        )  # a name in a script that our fonts lack: tagged still, not to the standards
    return cast(bytes, pdf)


def tied(text: str, language: str) -> str:
    """One full stop after a name that ends with one; in Polish a word of one letter may not end a line."""
    text = one_stop_after_names(text.encode()).decode()
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


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
