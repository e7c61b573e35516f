"""Files that people sent, outside the web root: sealed with the key of their case, under random names.

Evidence lies in the folder itself; a part with files of its own keeps them on a `shelf`, a folder in it.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from klucznik.core import vault
from klucznik.declarations.errors import EvidenceMissing

_REF: Final = re.compile(r"[0-9a-f]{32}")
_DRAFT: Final = ".draft"


def store(data: bytes, *, case_key: bytes, shelf: str = "") -> str:
    """Keep a file and give its reference; either it is wholly there, or nothing is."""
    ref = secrets.token_hex(16)
    path = _path(ref, shelf)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(_DRAFT)
    try:
        _write(draft, vault.seal(data, key=case_key, context=_context(ref, shelf)))
        draft.replace(path)
        vault.sync_folder(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return ref


def read(ref: str, *, case_key: bytes, shelf: str = "") -> bytes:
    """The file as it was stored."""
    try:
        blob = _path(ref, shelf).read_bytes()
    except FileNotFoundError:
        raise EvidenceMissing from None
    return vault.unseal(blob, key=case_key, context=_context(ref, shelf))


def erase(ref: str, *, shelf: str = "") -> None:
    """Remove a file; doing it twice is fine. Call it after the commit, never before."""
    path = _path(ref, shelf)
    path.unlink(missing_ok=True)
    if path.parent.exists():
        vault.sync_folder(path.parent)


def erase_strays(
    known: Collection[str], *, older_than: timedelta = timedelta(days=1), shelf: str = ""
) -> int:
    """Remove files that no row names: what a rolled-back upload or a crash left behind."""
    latest = timezone.now() - older_than
    erased = 0
    for path in _root(shelf).glob("??/*"):
        if path.stem not in known and _changed_at(path) < latest:
            path.unlink(missing_ok=True)
            erased += 1
    return erased


def _root(shelf: str) -> Path:
    return Path(settings.EVIDENCE_DIR) / shelf


def _path(ref: str, shelf: str) -> Path:
    if not _REF.fullmatch(ref):
        raise EvidenceMissing  # a reference of ours never looks like this
    return _root(shelf) / ref[:2] / ref


def _context(ref: str, shelf: str) -> str:
    return f"{shelf or 'evidence'}:{ref}"


def _write(path: Path, blob: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(blob)
        file.flush()
        os.fsync(file.fileno())


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
