"""A letter signed on paper and scanned: what the cast sends in, drawn from the real document."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator

from PIL import Image, ImageDraw

from klucznik.declarations import raster

INK = (28, 44, 120)
PAPER = (247, 244, 236)
DESK = (214, 211, 204)
# Where the lines for signatures stand on the page, as parts of its width and height.
SIGNATURE = (0.67, 0.724)
Point = tuple[float, float]


def signed_scan(pdf: bytes, *, by: str) -> bytes:
    """The first page of the letter as a JPEG: a little askew, on warm paper, with a signature of one's own."""
    page = Image.open(io.BytesIO(raster.render_pages(pdf, media_type="application/pdf")[0]))
    sheet = Image.blend(page.convert("RGB"), Image.new("RGB", page.size, PAPER), 0.12)
    write_name(sheet, by)
    scan = sheet.rotate(0.7, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=DESK)
    kept = io.BytesIO()
    scan.save(kept, "JPEG", quality=80, dpi=(150, 150))
    return kept.getvalue()


def write_name(sheet: Image.Image, name: str) -> None:
    """A quick hand: a tall capital, loops that get smaller, and a stroke below. The same name, the same hand."""
    hand = random.Random(name)
    left, base = sheet.width * SIGNATURE[0], sheet.height * SIGNATURE[1]
    pen = ImageDraw.Draw(sheet)
    for stroke in (_letters(hand, left, base, len(name)), _flourish(hand, left, base)):
        points = list(stroke)
        pen.line(points, fill=INK, width=4, joint="curve")


def _letters(hand: random.Random, left: float, base: float, count: int) -> Iterator[Point]:
    waves = 3 + count // 3
    slant, height = hand.uniform(0.25, 0.5), hand.uniform(36, 48)
    for step in range(waves * 24):
        turn = step / 24
        tall = height * (1.6 if turn < 1 else 0.45 + 0.35 * math.sin(turn * 2.3 + height))
        rise = tall * (0.5 - 0.5 * math.cos(turn * math.tau))
        yield left + turn * 26 + rise * slant + 9 * math.sin(turn * math.tau), base - rise


def _flourish(hand: random.Random, left: float, base: float) -> Iterator[Point]:
    length = hand.uniform(150, 210)
    for step in range(40):
        part = step / 39
        yield left - 12 + part * length, base + 20 - 26 * part + 10 * math.sin(part * math.pi)
