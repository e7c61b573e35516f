"""Asks the limited worker which codes and which text stand on the pages of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from klucznik.declarations import raster, sandbox

MOST_PAGES: Final = 20
_WORKER: Final = Path(__file__).with_name("pages_worker.py")
_PIXELS: Final = 40_000_000


def read_pages(data: bytes, *, media_type: str) -> tuple[list[str], str]:
    """The texts of the QR codes, and what is printed (nothing for a picture); nothing when it cannot be drawn."""
    if media_type not in raster.SHOWN:
        return [], ""
    try:
        answer = sandbox.run(
            _WORKER, data, media_type=media_type, max_pages=MOST_PAGES, pixels=_PIXELS
        )
        told = json.loads(answer)
    except (sandbox.WorkerFailed, ValueError):
        return [], ""
    return told["codes"], told["text"]
