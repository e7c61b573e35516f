"""Reads the codes and the printed text of one file; a script run only by the sandbox."""

# It imports nothing of ours, and its limits were lowered before it began.
from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

WIDTHS = (
    1240,
    1860,
    2480,
    620,
)  # a page is looked at again, larger and smaller, until a code shows
QR: Any = zxingcpp.BarcodeFormat.QRCode
MOST_CODES = 20
MOST_TEXT = 200_000


def pages_of(data: bytes, job: dict[str, Any]) -> Iterator[Any]:
    """Each page as a function from a width to a picture in gray, and its text."""
    if job["media_type"] == "application/pdf":
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        for number in range(min(len(document), job["max_pages"])):
            page = document[number]
            wide, high = page.get_size()
            yield (
                lambda width, page=page, wide=wide, high=high: (
                    page.render(scale=min(width / wide, 4 * width / high)).to_pil().convert("L")
                ),
                page.get_textpage().get_text_bounded(),
            )
        return
    Image.MAX_IMAGE_PIXELS = job["pixels"]
    whole = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    if whole.width * whole.height > job["pixels"]:
        raise SystemExit(3)
    gray = whole.convert("L")

    yield lambda width: ImageOps.contain(gray, (width, 4 * width)), ""


def codes_on(at: Any) -> list[str]:
    """The codes of one page; scans lie askew or on their side, and may be coarse."""
    for width in WIDTHS:
        found = zxingcpp.read_barcodes(at(width), formats=QR, try_rotate=True, try_downscale=True)
        if texts := [one.text[:600] for one in found if one.text]:
            return texts
    return []


def main() -> None:
    job = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    codes: list[str] = []
    words: list[str] = []
    for at, text in pages_of(data, job):
        codes += codes_on(at)
        words.append(text)
    told = {"codes": codes[:MOST_CODES], "text": "\n".join(words)[:MOST_TEXT]}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
