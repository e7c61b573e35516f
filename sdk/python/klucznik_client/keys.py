"""The public keys that a program trusts: built into it, and only ever made fewer by what it hears later."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_PRIME = 2**255 - 19
_OF_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The second coordinates of the eight points that anybody can make signatures for, without any private key.
_WEAK = {0, 1, _PRIME - 1, _OF_ORDER_EIGHT, _PRIME - _OF_ORDER_EIGHT}


def key_id(public: bytes) -> str:
    """The name of a key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def public_bytes(text: str) -> bytes:
    """The 32 bytes of a key written in base64; ValueError for anything that must not be trusted."""
    try:
        public = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a public key is 32 bytes in base64") from None
    if len(public) != 32:
        raise ValueError("a public key is 32 bytes in base64")
    coordinate = int.from_bytes(public, "little") & (2**255 - 1)
    if coordinate >= _PRIME or coordinate in _WEAK:
        raise ValueError("this public key proves nothing: anybody can sign for it")
    return public


class KeyRing:
    """Trusted keys by their id, and ids that are trusted no more."""

    def __init__(self, public_keys: Iterable[str], revoked: Iterable[str] = ()) -> None:
        found = [public_bytes(text) for text in public_keys]
        self._keys = {key_id(one): Ed25519PublicKey.from_public_bytes(one) for one in found}
        self.revoked = frozenset(revoked)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._keys)

    def find(self, wanted: str) -> Ed25519PublicKey | None:
        return self._keys.get(wanted)

    def without(self, revoked: Iterable[str]) -> KeyRing:
        """The same keys, with more of them revoked. There is no way to add one."""
        fewer = KeyRing(())
        fewer._keys = self._keys
        fewer.revoked = self.revoked | frozenset(revoked)
        return fewer
