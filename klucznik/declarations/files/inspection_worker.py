"""Looks inside one PDF or picture and says what is wrong; a script run only by the sandbox."""

# It imports nothing of ours, and its limits were lowered before it began.
# The answer is one line of JSON, for pictures followed by the picture made anew.
from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Stream
from PIL import Image, ImageOps

MOST_OBJECTS = 100_000
RUNS = {  # kinds of action, annotation and entry that make a viewer do something by itself
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToE",
    "/RichMediaExecute", "/RichMedia", "/Rendition", "/Movie", "/Sound", "/Screen", "/3D",
    "/FileAttachment",
}  # fmt: skip
HOLDS = {"/JS", "/JavaScript", "/Launch", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings"}


class Refused(Exception):
    """The name of the reason, as files/__init__.py knows it."""


def look_at_pdf(data: bytes, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        # No repairs: two programs repair one broken file into two different documents.
        document = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    if document.is_encrypted:
        raise Refused("encrypted")
    pages = len(document.pages)
    if pages > job["pages"]:
        raise Refused("pages")
    if pages == 0 or len(document.objects) > MOST_OBJECTS:
        raise Refused("broken")
    for thing in dictionaries(document):
        look_at_dictionary(thing, job["pixels"])
    return {"pages": pages}, b""


def dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary of the file, used or not, with those nested inside others."""
    for top in document.objects:
        waiting = [top]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, Dictionary | Stream):
                yield thing
                inside = [thing[key] for key in thing.keys()]  # noqa: SIM118
            elif isinstance(thing, Array):
                inside = list(thing)
            else:
                continue
            waiting += [one for one in inside if not getattr(one, "is_indirect", False)]


def look_at_dictionary(thing: Any, pixels: int) -> None:
    keys = set(thing.keys())
    named = {str(thing.get(key)) for key in ("/S", "/Subtype") if key in keys}
    if keys & HOLDS or named & RUNS:
        raise Refused("active")
    if "/EmbeddedFiles" in keys and holds_names(thing["/EmbeddedFiles"]):
        raise Refused("active")
    if "/Image" in named and int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > pixels:
        raise Refused("pixels")


def holds_names(tree: Any) -> bool:
    return any(len(tree.get(key, [])) for key in ("/Names", "/Kids"))


def look_at_picture(data: bytes, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Decode and encode again: what is left is the picture and nothing that rode with it."""
    Image.MAX_IMAGE_PIXELS = job["pixels"]
    if job["format"] == "HEIF":
        pillow_heif.options.DECODE_THREADS = 1  # threads would eat the address space
        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        picture = Image.open(io.BytesIO(data), formats=[job["format"]])
    except Image.DecompressionBombError:
        raise Refused("pixels") from None
    if picture.width * picture.height > job["pixels"]:
        raise Refused("pixels")
    ImageOps.exif_transpose(picture, in_place=True)
    made = io.BytesIO()
    if job["format"] in ("PNG", "WEBP"):
        flat(picture).save(made, job["format"])
    else:
        flat(picture).save(made, "JPEG", quality=90)
    return {"pages": 1}, made.getvalue()


def flat(picture: Any) -> Any:
    """On white paper, without a palette, transparency or metadata; with few copies, for they are large."""
    if picture.mode in {"1", "L", "RGB"} and "transparency" not in picture.info:
        bare = Image.new(picture.mode, picture.size)
        bare.paste(picture)
        return bare
    if "A" in picture.getbands() or "transparency" in picture.info:
        colored = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(colored, mask=colored.getchannel("A"))
        return paper
    if picture.mode.startswith("I"):  # a scan with 16 bits of gray
        picture = picture.convert("I").point(lambda gray: gray / 256).convert("L")
    paper = picture.convert("RGB")
    paper.info.clear()
    return paper


def main() -> None:
    job = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    look = look_at_pdf if job["format"] == "PDF" else look_at_picture
    made = b""
    try:
        found, made = look(data, job)
    except Refused as reason:
        found = {"refused": str(reason)}
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
