"""Authenticated encryption at rest: seals, wrapped keys, sealed words and keyed fingerprints."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES: Final = 32
_MAGIC: Final = b"KLK\x01"  # the last byte is the version of the format
_KEY_ID_BYTES: Final = 4
_NONCE_BYTES: Final = 12
_HEADER_BYTES: Final = len(_MAGIC) + _KEY_ID_BYTES
_TAG_BYTES: Final = 16


class VaultBroken(Exception):
    """A sealed value cannot be opened: changed, of another context, or sealed with another key."""


class VaultKeyUnusable(VaultBroken):
    """The key file itself cannot be read or is not a key."""


def master_key() -> bytes:
    """The key that protects all others, made on first use in the folder of keys."""
    return _load_master_key(Path(settings.KEYS_DIR) / "vault.key")


def key_file(name: str) -> bytes:
    """Another key with a file of its own in the folder of keys, made on first use (that of receipts)."""
    return _load_master_key(Path(settings.KEYS_DIR) / f"{name}.key")


def new_key() -> bytes:
    """A fresh random key, for instance for the files of one case."""
    return secrets.token_bytes(KEY_BYTES)


def seal(data: bytes, *, key: bytes, context: str) -> bytes:
    """Encrypt; the context is not stored, and whoever opens the seal must name it again."""
    header = _MAGIC + _key_id(key)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, data, header + context.encode())


def unseal(blob: bytes, *, key: bytes, context: str) -> bytes:
    """Open a seal, or say why it cannot be opened."""
    if len(blob) < _HEADER_BYTES + _NONCE_BYTES + _TAG_BYTES or not blob.startswith(_MAGIC):
        raise VaultBroken("This is not a sealed value of this version, or it was cut short.")
    header, rest = blob[:_HEADER_BYTES], blob[_HEADER_BYTES:]
    nonce, ciphertext = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, header + context.encode())
    except InvalidTag:
        raise VaultBroken(_why(header, key)) from None


def wrap(key: bytes, *, context: str = "") -> bytes:
    """Seal a key with the master key, so that it may lie in the database."""
    return seal(key, key=_derived("wrap"), context=f"key:{context}")


def unwrap(blob: bytes | memoryview, *, context: str = "") -> bytes:
    """Give back a wrapped key."""
    return unseal(bytes(blob), key=_derived("wrap"), context=f"key:{context}")


def seal_text(text: str, *, context: str) -> str:
    """Seal a short string (a tombstone of an e-mail address) as printable text."""
    sealed = seal(text.encode(), key=_derived("text"), context=f"text:{context}")
    return base64.urlsafe_b64encode(sealed).decode()


def unseal_text(sealed: str, *, context: str) -> str:
    """Read a string sealed by seal_text."""
    try:
        blob = base64.b64decode(sealed.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        raise VaultBroken("This is not a sealed text.") from None
    return unseal(blob, key=_derived("text"), context=f"text:{context}").decode()


def fingerprint(value: str, purpose: str) -> str:
    """A keyed hash for look-ups; the same value has unrelated fingerprints for two purposes."""
    return hmac.new(_derived(f"fingerprint:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def _derived(purpose: str) -> bytes:
    """A sub-key of the master key, so that no key ever serves two purposes."""
    return _derive(master_key(), purpose)


@lru_cache(maxsize=32)
def _derive(master: bytes, purpose: str) -> bytes:
    return hmac.new(master, f"klucznik:{purpose}".encode(), hashlib.sha256).digest()


def _key_id(key: bytes) -> bytes:
    """A short public mark of a key: tells a lost key apart from a changed file."""
    return hmac.new(key, b"klucznik:key-id", hashlib.sha256).digest()[:_KEY_ID_BYTES]


def _why(header: bytes, key: bytes) -> str:
    sealed_with = header[len(_MAGIC) :]
    if sealed_with != _key_id(key):
        return (
            f"This was sealed with another key (mark {sealed_with.hex()}, ours is "
            f"{_key_id(key).hex()}). If it should open, restore vault.key from a backup."
        )
    return "This sealed value was changed, or it belongs to something else."


@lru_cache(maxsize=8)
def _load_master_key(path: Path) -> bytes:
    if not path.exists():
        _create_key_file(path)
    try:
        key = path.read_bytes()
    except OSError as problem:
        raise VaultKeyUnusable(
            f"The key file {path} cannot be read: {problem.strerror}."
        ) from problem
    if len(key) != KEY_BYTES:
        raise VaultKeyUnusable(
            f"The key file {path} has {len(key)} bytes instead of {KEY_BYTES}. "
            "Restore it from a backup; a new key would not open what is already sealed."
        )
    return key


def _create_key_file(path: Path) -> None:
    """Write whole, then give the name: of two processes starting at once, both read one key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another process was first; its key is the key
    finally:
        draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
