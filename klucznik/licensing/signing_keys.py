"""The keys that sign licenses: public halves in the database, private ones in files that only the server reads."""

from __future__ import annotations

import base64
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from klucznik.core import vault
from klucznik.licensing import canonical
from klucznik.licensing.errors import SigningKeyMissing
from klucznik.licensing.models import SigningKey

# Programs ask thousands of times a minute; keys change once a year.
KEPT_SECONDS: Final = 20.0
_kept: dict[str, tuple[float, str, Ed25519PrivateKey]] = {}


def folder() -> Path:
    return Path(settings.KEYS_DIR) / "licenses"


def new_pair() -> tuple[str, str]:
    """Make a key: its id and its public half in base64; the private half is on the disk before this returns."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    name = canonical.key_id(public)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    vault.sync_folder(folder())
    return name, base64.b64encode(public).decode()


def current() -> tuple[str, Ed25519PrivateKey]:
    """The key that signs now: the newest active one whose private half can be read here, as it was a moment ago."""
    place = str(settings.KEYS_DIR)
    kept = _kept.get(place)
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = (time.monotonic(), *_newest())
        _kept[place] = kept
    return kept[1:]


def forget() -> None:
    """In this process the next signature asks again; the others notice a change within KEPT_SECONDS."""
    _kept.clear()


def _newest() -> tuple[str, Ed25519PrivateKey]:
    for key_id in SigningKey.objects.signing().values_list("key_id", flat=True):
        if private := usable(key_id):
            return key_id, private
    raise SigningKeyMissing


def can_sign() -> bool:
    """Whether there is a key that signs now, looked up afresh."""
    try:
        return bool(_newest())
    except SigningKeyMissing:
        return False


def usable(key_id: str) -> Ed25519PrivateKey | None:
    """The private half; None when its file is missing, unreadable or not a key, which is the operator's to mend."""
    try:
        return private_key(key_id)
    except (OSError, ValueError):
        return None


def private_key(key_id: str) -> Ed25519PrivateKey:
    """Read once and kept in memory until its file changes or goes, so that all processes sign with the same key."""
    path = _path(key_id)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(path: Path, changed_at: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _path(key_id: str) -> Path:
    return folder() / f"{key_id}.key"
