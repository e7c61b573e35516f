"""File names made safe: for people to read, for headers, and for every file system."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
_LONGEST_IN_BYTES: Final = 240
_FORBIDDEN: Final = re.compile(r'[<>:"|?*%;]')
_EXTENSION: Final = re.compile(
    r"\.(?:pdf|png|jpe?g|heic|heif|xml|xades|asice|sce|zip|tiff?)$", re.I
)
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)
_PLAIN: Final = "document"


def safe_name(name: str, *, extension: str) -> str:
    """The person's own name for the file, harmless, with the extension of what it really is."""
    stem = re.split(r"[/\\]", name)[-1]
    stem = "".join(map(_harmless, unicodedata.normalize("NFC", stem)))
    stem = _FORBIDDEN.sub("_", " ".join(stem.split())).strip(". ")
    while _EXTENSION.search(stem):
        stem = _EXTENSION.sub("", stem).strip(". ")
    stem = _shorten(stem, extension).strip(". ")
    if not stem or _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"{_PLAIN} {stem}".strip()
    return stem + extension


def _harmless(sign: str) -> str:
    """Letters, digits, signs and plain spaces stay; what is invisible or turns text around goes."""
    category = unicodedata.category(sign)
    if category in {"Zs", "Zl", "Zp"} or sign in "\t\r\n":
        return " "
    return "" if category.startswith("C") else sign


def _shorten(stem: str, extension: str) -> str:
    stem = stem[: LONGEST - len(extension) - len(_PLAIN) - 1]
    room = _LONGEST_IN_BYTES - len(extension) - len(_PLAIN) - 1
    return stem.encode()[:room].decode(errors="ignore")
