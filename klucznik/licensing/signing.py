"""Sign what programs rely on: license files and answers. docs/integrate/license-files.md tells how to verify."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from klucznik.licensing import canonical, signing_keys


class Purpose(StrEnum):
    """What a signed text is; a signature for one purpose is worth nothing for another."""

    DEVICE = "device"
    REGISTRATION = "registration"
    ANSWER = "answer"


def sign(purpose: Purpose, payload: dict[str, Any]) -> str:
    """The payload as one line of text, signed with the key of today. Raises SigningKeyMissing."""
    key_id, private = signing_keys.current()
    return sign_with(private, key_id, purpose, payload)


def sign_with(
    private: Ed25519PrivateKey, key_id: str, purpose: Purpose, payload: dict[str, Any]
) -> str:
    """The same with a key at hand."""
    begun = canonical.signed_part(purpose, key_id, payload | {"v": canonical.VERSION})
    return f"{begun}.{canonical.encoded(private.sign(begun.encode('ascii')))}"
