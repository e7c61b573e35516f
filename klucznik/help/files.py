"""Which files articles take, recognized by their content; pictures are made anew, names are made plain."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify
from django.utils.translation import ngettext

from klucznik.declarations.errors import TooManyPages
from klucznik.declarations.files import inspection
from klucznik.help.errors import FileTooLarge, UnfitFile

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_PAGES: Final = 300
ACCEPT: Final = ".png,.jpg,.jpeg,.webp,.pdf,.txt,.csv,.docx,.odt"  # for <input accept>
LONGEST_NAME: Final = 100
NO_ACCENT: Final = str.maketrans("łŁ", "lL")
# What a file with each ending is, once its content says the same.
MEDIA_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
PICTURES: Final = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
RUNS: Final = re.compile(
    r"(^|/)(vbaProject|vbaData|activeX|embeddings|Basic|Scripts|Object )", re.I
)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class FitFile:
    """A file that an article may have: `data` is what is kept and served."""

    name: str
    media_type: str
    is_picture: bool
    data: bytes
    original_sha256: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def fit(data: bytes, *, name: str) -> FitFile:
    """Accept the file, or raise why not; what is hard to read safely is read in a limited process."""
    if len(data) > MOST_BYTES:
        raise FileTooLarge(limit=f"{MOST_BYTES >> 20} MB")
    ending = name.rpartition(".")[2].lower()
    kind = _kind_of(data, ending)
    if kind is None:
        raise UnfitFile
    return FitFile(
        name=plain_name(name, kind),
        media_type=MEDIA_TYPES[kind],
        is_picture=kind in PICTURES,
        data=_made(data, kind),
        original_sha256=hashlib.sha256(data).hexdigest(),
    )


def plain_name(name: str, ending: str) -> str:
    """`Wzór wniosku.PDF` is wzor-wniosku.pdf: so it can be written in Markdown and in any address."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    plain = slugify(unicodedata.normalize("NFC", stem).translate(NO_ACCENT))[:LONGEST_NAME]
    return f"{plain.strip('-_') or 'file'}.{ending}"


def _kind_of(data: bytes, ending: str) -> str | None:
    """What the content is; of two endings for the same thing the file's own is kept."""
    for kinds, looks in LOOKS:
        if looks(data):
            return ending if ending in kinds else _alone(kinds)
    return None


def _alone(kinds: tuple[str, ...]) -> str | None:
    """Text says nothing of itself: it has to be called .txt or .csv."""
    return None if kinds == ("txt", "csv") else kinds[0]


def _made(data: bytes, kind: str) -> bytes:
    if kind in PICTURES:
        return inspection.look(data, PICTURES[kind]).made
    if kind == "pdf":
        try:
            inspection.look(data, "PDF", pages=MOST_PAGES)
        except TooManyPages as error:
            pages = ngettext("%(count)s page", "%(count)s pages", MOST_PAGES)
            raise FileTooLarge(limit=pages % {"count": MOST_PAGES}) from error
    return data


def _is_docx(data: bytes) -> bool:
    names = _names(data)
    return "word/document.xml" in names and _is_quiet(names)


def _is_odt(data: bytes) -> bool:
    mark = b"mimetype" + MEDIA_TYPES["odt"].encode()
    return data[30 : 30 + len(mark)] == mark and _is_quiet(_names(data))


def _is_quiet(names: list[str]) -> bool:
    """Nothing in it runs or is another file."""
    return bool(names) and not any(RUNS.search(name) for name in names)


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return container.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return []


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not CONTROL.search(text)


LOOKS: Final[tuple[tuple[tuple[str, ...], Callable[[bytes], bool]], ...]] = (
    (("png",), lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    (("jpg", "jpeg"), lambda data: data.startswith(b"\xff\xd8\xff")),
    (("webp",), lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    (("pdf",), lambda data: data.startswith(b"%PDF-")),
    (("docx",), _is_docx),
    (("odt",), _is_odt),
    (("txt", "csv"), _is_text),
)
