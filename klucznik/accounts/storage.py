"""Files of take-outs: sealed, one folder for each, outside the web root, in no backup."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

from django.conf import settings

from klucznik.core import vault

_FOLDER: Final = re.compile(r"[0-9a-z]{16}")
_NAME: Final = re.compile(r"[a-z0-9-]{1,40}")


class FileMissing(Exception):
    """There is no such file: it was removed, or this site was restored from a backup."""


def write(folder: str, name: str, data: bytes, *, key: bytes) -> None:
    """Seal and keep; written again after a crash, it replaces what was there."""
    path = _path(folder, name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(vault.seal(data, key=key, context=_context(folder, name)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    vault.sync_folder(path.parent)


def read(folder: str, name: str, *, key: bytes) -> bytes:
    """The file as it was written."""
    try:
        blob = _path(folder, name).read_bytes()
    except FileNotFoundError:
        raise FileMissing from None
    return vault.unseal(blob, key=key, context=_context(folder, name))


def erase_file(folder: str, name: str) -> None:
    _path(folder, name).unlink(missing_ok=True)


def erase_folder(folder: str) -> None:
    """All files of one take-out; doing it twice is fine. Call it after the commit, never before."""
    shutil.rmtree(_path(folder, "x").parent, ignore_errors=True)


def erase_strays(known: Collection[str]) -> int:
    """Folders that no living row names: what a crash or a restore left behind."""
    strays = [path for path in _root().glob("*") if path.name not in known]
    for path in strays:
        shutil.rmtree(path, ignore_errors=True)
    return len(strays)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "take-outs"


def _path(folder: str, name: str) -> Path:
    if not (_FOLDER.fullmatch(folder) and _NAME.fullmatch(name)):
        raise FileMissing  # a name of ours never looks like this
    return _root() / folder / name


def _context(folder: str, name: str) -> str:
    return f"take-out:{folder}:{name}"
