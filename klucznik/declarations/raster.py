"""Pages as pictures: what a reviewer sees of an uploaded file, and all that they see of it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from klucznik.declarations import sandbox
from klucznik.declarations.errors import FileCannotBeShown

SHOWN: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})
_WORKER: Final = Path(__file__).with_name("raster_worker.py")
_PIXELS: Final = 40_000_000


def render_pages(
    data: bytes, *, media_type: str, max_pages: int = 20, width: int = 1240
) -> list[bytes]:
    """A picture of each page, of one width: a JPEG of a photograph, otherwise a PNG.

    Refused when the file cannot be drawn safely.
    """
    if media_type not in SHOWN:
        raise FileCannotBeShown
    try:
        answer = sandbox.run(
            _WORKER, data, media_type=media_type, max_pages=max_pages, width=width, pixels=_PIXELS
        )
        pages = _split(answer)
    except (sandbox.WorkerFailed, struct.error) as problem:
        raise FileCannotBeShown from problem
    if not pages:
        raise FileCannotBeShown
    return pages


def type_of(page: bytes) -> str:
    """What a page was drawn as."""
    return "image/jpeg" if page.startswith(b"\xff\xd8\xff") else "image/png"


def _split(answer: bytes) -> list[bytes]:
    pages, start = [], 0
    while start < len(answer):
        (size,) = struct.unpack_from(">I", answer, start)
        pages.append(answer[start + 4 : start + 4 + size])
        start += 4 + size
    return pages
