"""Asks the limited worker about a PDF or a picture and turns its answer into our errors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from klucznik.declarations import sandbox
from klucznik.declarations.errors import (
    ActiveContent,
    BrokenFile,
    EncryptedFile,
    TooManyPages,
    TooManyPixels,
)

MOST_PAGES: Final = 20
MOST_MEGAPIXELS: Final = 40
_WORKER: Final = Path(__file__).with_name("inspection_worker.py")


@dataclass(frozen=True)
class Inspected:
    """How many pages there are; for a picture also the picture made anew."""

    pages: int
    made: bytes


def look(data: bytes, format_name: str, *, pages: int = MOST_PAGES) -> Inspected:
    """Let the worker parse the file; a crash, a timeout or a bomb means a broken file."""
    try:
        answer = sandbox.run(
            _WORKER,
            data,
            format=format_name,
            pages=pages,
            pixels=MOST_MEGAPIXELS * 1_000_000,
        )
    except sandbox.WorkerFailed as problem:
        raise BrokenFile from problem
    line, _, made = answer.partition(b"\n")
    found = json.loads(line)
    _refuse(found.get("refused", ""), pages)
    return Inspected(pages=found["pages"], made=made)


def _refuse(reason: str, pages: int) -> None:
    match reason:
        case "":
            return
        case "active":
            raise ActiveContent
        case "encrypted":
            raise EncryptedFile
        case "pages":
            raise TooManyPages(limit=pages)
        case "pixels":
            raise TooManyPixels(limit=MOST_MEGAPIXELS)
        case _:
            raise BrokenFile
