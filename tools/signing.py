"""Signs KL1 tokens for tests and test vectors, with keys that everybody may know; the client package cannot sign."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def canonical(value: Any) -> bytes:
    """JSON in its one form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class TestKey:
    """A key made from a word: the same word, the same key. Never use one for licenses."""

    __test__ = False
    word: str

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        seed = hashlib.sha256(f"klucznik test key: {self.word}".encode()).digest()
        return Ed25519PrivateKey.from_private_bytes(seed)

    @cached_property
    def public_bytes(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @cached_property
    def public(self) -> str:
        return base64.b64encode(self.public_bytes).decode()

    @cached_property
    def id(self) -> str:
        return hashlib.sha256(self.public_bytes).hexdigest()[:16]

    def sign(self, purpose: str, payload: Mapping[str, Any]) -> str:
        """A token as the portal makes it."""
        return self.sign_bytes(purpose, canonical(payload))

    def sign_bytes(self, purpose: str, payload: bytes) -> str:
        """A token around any bytes, for the ones that must be refused."""
        return self.sign_text(f"KL1.{purpose}.{self.id}.{base64url(payload)}")

    def sign_text(self, text: str) -> str:
        return f"{text}.{base64url(self.private.sign(text.encode()))}"
