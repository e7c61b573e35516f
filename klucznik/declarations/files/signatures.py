"""Files that carry electronic signatures: XAdES (XML) and ASiC-E (a ZIP of documents)."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from klucznik.declarations.errors import ActiveContent, BrokenFile, EncryptedFile, UnknownFileType
from klucznik.declarations.files import inspection

ASICE: Final = b"application/vnd.etsi.asic-e+zip"
SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig# Signature"
MOST_ENTRIES: Final = 30
MOST_UNPACKED: Final = 30 << 20
MOST_ELEMENTS: Final = 20_000
DEEPEST: Final = 60
_RUNS: Final = ("http://www.w3.org/1999/xhtml ", "http://www.w3.org/2000/svg ")
_NAME_AT: Final = 30  # where the first entry's name begins in a ZIP


def check_xades(data: bytes) -> None:
    """A well-formed XML in UTF-8 with a signature inside, without entities or anything that runs."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ActiveContent
    seen = {"elements": 0, "depth": 0, "signatures": 0}

    def start(name: str, _: dict[str, str]) -> None:
        seen["elements"] += 1
        seen["depth"] += 1
        seen["signatures"] += name == SIGNATURE
        if seen["elements"] > MOST_ELEMENTS or seen["depth"] > DEEPEST:
            raise BrokenFile
        if name.startswith(_RUNS):
            raise ActiveContent

    def end(_: str) -> None:
        seen["depth"] -= 1

    def refuse(*_: object) -> None:
        raise ActiveContent

    parser = expat.ParserCreate("UTF-8", " ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise BrokenFile from None
    if not seen["signatures"]:
        raise UnknownFileType


def is_asice(data: bytes) -> bool:
    """The first entry says what this is, unpacked, exactly where the standard wants it."""
    content_at = _NAME_AT + len(b"mimetype")
    return data[_NAME_AT:content_at] == b"mimetype" and data[content_at:].startswith(ASICE)


def check_asice(data: bytes) -> int:
    """Check every entry and give the number of pages of the documents inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = _entries(container)
            contents = {entry.filename: _unpack(container, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
        raise BrokenFile from None
    if contents.pop("mimetype", b"").strip() != ASICE:
        raise BrokenFile
    signatures = [name for name in contents if _is_signature(name)]
    documents = [name for name in contents if not name.startswith("META-INF/")]
    if not signatures or not documents:
        raise BrokenFile
    for name in contents.keys() - set(documents):
        _check_about(contents[name], signed=name in signatures)
    return sum(_check_document(contents[name]) for name in documents)


def _entries(container: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names) or names[:1] != ["mimetype"]:
        raise BrokenFile
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise BrokenFile
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise EncryptedFile
        if _leaves_the_container(entry.filename):
            raise BrokenFile
    return entries


def _leaves_the_container(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _unpack(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read no more than the entry declared, whatever it really holds."""
    with container.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise BrokenFile
    return data


def _is_signature(name: str) -> bool:
    return name.startswith("META-INF/") and "signatures" in name and name.endswith(".xml")


def _check_about(data: bytes, *, signed: bool) -> None:
    """Signatures must be signatures; a manifest or a timestamp only must not be active."""
    try:
        check_xades(data)
    except UnknownFileType:
        if signed:
            raise
    except BrokenFile:
        if signed:
            raise


def _check_document(data: bytes) -> int:
    if data.startswith(b"%PDF-"):
        return inspection.look(data, "PDF").pages
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return inspection.look(data, "PNG").pages
    if data.startswith(b"\xff\xd8\xff"):
        return inspection.look(data, "JPEG").pages
    raise UnknownFileType
