"""Turns the pages of one file into pictures; a script of its own, run only by sandbox.py."""

# It imports nothing of ours, and its limits were lowered before it began.
from __future__ import annotations

import io
import json
import struct
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import Image

TALLEST = 4  # a page higher than four widths is shown smaller


def pages_of_pdf(data: bytes, *, most: int, width: int) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # without it the stamps of signatures stay invisible
    for number in range(min(len(document), most)):
        page = document[number]
        wide, high = page.get_size()
        scale = min(width / wide, TALLEST * width / high)
        yield as_png(page.render(scale=scale, rev_byteorder=True).to_pil())


def page_of_picture(data: bytes, *, width: int, pixels: int) -> Iterator[bytes]:
    Image.MAX_IMAGE_PIXELS = pixels
    picture = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    if picture.width * picture.height > pixels:
        raise SystemExit(3)
    picture.draft("RGB", (width, TALLEST * width))  # a JPEG is decoded near the wanted size
    whole = picture.convert("RGB")
    whole.thumbnail((width, TALLEST * width))
    yield as_jpeg(whole) if picture.format == "JPEG" else as_png(whole)


def as_png(picture: Any) -> bytes:
    page = io.BytesIO()
    picture.convert("RGB").save(page, "PNG", compress_level=4)
    return page.getvalue()


def as_jpeg(picture: Any) -> bytes:
    """A photograph: as a PNG it would be four times as large and no clearer."""
    page = io.BytesIO()
    picture.save(page, "JPEG", quality=85)
    return page.getvalue()


def main() -> None:
    job = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    if job["media_type"] == "application/pdf":
        pages = pages_of_pdf(data, most=job["max_pages"], width=job["width"])
    else:
        pages = page_of_picture(data, width=job["width"], pixels=job["pixels"])
    for page in pages:
        sys.stdout.buffer.write(struct.pack(">I", len(page)) + page)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
