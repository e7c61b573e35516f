"""The form KL1 of signed texts: what exactly is signed, and how it is written. docs/integrate/license-files.md.

Whatever stands here is version 1 for ever: programs that cannot be updated verify it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any, Final

PREFIX: Final = "KL1"
VERSION: Final = 1


def canonical(value: dict[str, Any]) -> bytes:
    """JSON in one form: keys sorted, no white space, letters as they are, UTF-8; whole numbers only."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def signed_part(purpose: str, key_id: str, payload: dict[str, Any]) -> str:
    """Everything before the signature; its ASCII bytes are what is signed."""
    return f"{PREFIX}.{purpose}.{key_id}.{encoded(canonical(payload))}"


def encoded(raw: bytes) -> str:
    """base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of a text written by `encoded`; ValueError for anything else."""
    return base64.b64decode(
        text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
    )


def key_id(public_key: bytes) -> str:
    """A short name of a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]
