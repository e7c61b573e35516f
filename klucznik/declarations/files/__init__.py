"""Which files we accept as evidence, recognized by their content and never by their name."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from klucznik.declarations.errors import BrokenFile, FileTooLarge, UnknownFileType
from klucznik.declarations.files import inspection, signatures
from klucznik.declarations.files.names import safe_name

MOST_BYTES: Final = 10 * 1024 * 1024
ACCEPT: Final = ".pdf,.png,.jpg,.jpeg,.heic,.heif,.xml,.xades,.asice,.sce"  # for <input accept>
_BOM: Final = b"\xef\xbb\xbf"
_HEIF_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
_AFTER_PDF: Final = b"\r\n\t \0"


@dataclass(frozen=True)
class AcceptedFile:
    """A file that may be kept: `data` is what to store, a picture being made anew."""

    kind: str
    media_type: str
    extension: str
    sha256: str  # of `data`
    original_sha256: str  # of what was sent: the same scan sent twice is found by it
    size: int
    safe_name: str
    pages: int
    data: bytes


@dataclass(frozen=True)
class _Read:
    kind: str
    media_type: str
    extension: str
    data: bytes
    pages: int


def inspect(data: bytes, *, name: str) -> AcceptedFile:
    """Accept the file, or raise why not; parsing happens in a limited process."""
    if len(data) > MOST_BYTES:
        raise FileTooLarge(limit=f"{MOST_BYTES >> 20} MB")
    if not data:
        raise BrokenFile
    read = _reader_of(data)(data)
    return AcceptedFile(
        kind=read.kind,
        media_type=read.media_type,
        extension=read.extension,
        sha256=hashlib.sha256(read.data).hexdigest(),
        original_sha256=hashlib.sha256(data).hexdigest(),
        size=len(read.data),
        safe_name=safe_name(name, extension=read.extension),
        pages=read.pages,
        data=read.data,
    )


def _reader_of(data: bytes) -> Callable[[bytes], _Read]:
    """By the first bytes alone; what is also something else is refused."""
    if data.startswith(b"PK\x03\x04") and signatures.is_asice(data):
        return _asice
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise UnknownFileType  # a ZIP can hide behind the end of any other file
    if data.startswith(b"%PDF-"):
        return _pdf
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return _heic
    if data.removeprefix(_BOM).lstrip(b" \t\r\n").startswith(b"<"):
        return _xades
    raise UnknownFileType


def _pdf(data: bytes) -> _Read:
    """A PDF is kept byte for byte: saving it again would break its signatures."""
    if not data.rstrip(_AFTER_PDF).endswith(b"%%EOF"):
        raise BrokenFile
    pages = inspection.look(data, "PDF").pages
    return _Read("pdf", "application/pdf", ".pdf", data, pages)


def _png(data: bytes) -> _Read:
    return _Read("png", "image/png", ".png", inspection.look(data, "PNG").made, 1)


def _jpeg(data: bytes) -> _Read:
    return _Read("jpeg", "image/jpeg", ".jpg", inspection.look(data, "JPEG").made, 1)


def _heic(data: bytes) -> _Read:
    return _Read("jpeg", "image/jpeg", ".jpg", inspection.look(data, "HEIF").made, 1)


def _xades(data: bytes) -> _Read:
    signatures.check_xades(data)
    return _Read("xades", "application/xml", ".xml", data, 1)


def _asice(data: bytes) -> _Read:
    pages = signatures.check_asice(data)
    return _Read("asice", signatures.ASICE.decode(), ".asice", data, pages)
