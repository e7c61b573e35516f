"""Reads KL1 tokens (license files, signed answers): believes a text only if all of it was signed for this use."""

from __future__ import annotations

import string
from binascii import a2b_base64, b2a_base64
from typing import Any

from cryptography.exceptions import InvalidSignature

from klucznik_client import canonical
from klucznik_client.errors import InvalidToken
from klucznik_client.keys import KeyRing

DEVICE = "device"
REGISTRATION = "registration"
ANSWER = "answer"

LONGEST = 65_536
_URL_SAFE = (string.ascii_letters + string.digits + "-_").encode()
# From the alphabet of base64url to the usual one; every other byte becomes one that no re-encoding gives back.
_TO_PLAIN = bytes(
    (b"+" if byte == 45 else b"/" if byte == 95 else bytes([byte]))[0] if byte in _URL_SAFE else 33
    for byte in range(256)
)


def verify(text: str, purpose: str, keys: KeyRing) -> dict[str, Any]:
    """The payload of a token of this purpose, signed by one of these keys; InvalidToken for every other text."""
    parts = text.split(".") if isinstance(text, str) and len(text) <= LONGEST else []
    if len(parts) != 5 or parts[0] != "KL1":
        raise InvalidToken("malformed", "This is not a KL1 token, or it is damaged.")
    _, stated, key, payload, signature = parts
    if stated != purpose:
        raise InvalidToken("wrong_purpose", f"It is not for the purpose “{purpose}”.")
    if key in keys.revoked:
        raise InvalidToken("revoked_key", "The key that signed it was revoked.")
    public = keys.find(key)
    if public is None:
        raise InvalidToken("unknown_key", "It was signed with a key that is not trusted here.")
    try:
        public.verify(_bytes(signature), text[: -len(signature) - 1].encode("ascii"))
    except (InvalidSignature, ValueError):
        raise InvalidToken("bad_signature", "The signature does not fit: it was changed.") from None
    return _content(payload)


def _content(payload: str) -> dict[str, Any]:
    """Bytes that were signed may still be ones that another program would read differently."""
    try:
        value = canonical.decode(_bytes(payload))
    except ValueError as error:
        raise InvalidToken("bad_payload", f"Its content cannot be read: {error}.") from None
    if not isinstance(value, dict) or type(value.get("v")) is not int or value["v"] != 1:
        raise InvalidToken("bad_payload", "Its content is not of version 1.")
    return value


def _bytes(text: str) -> bytes:
    """Base64url without padding, in its only form; ValueError otherwise."""
    plain = text.encode("ascii").translate(_TO_PLAIN) + b"==="[: -len(text) % 4]
    data = a2b_base64(plain)
    if b2a_base64(data, newline=False) != plain:
        raise ValueError("not canonical base64url")
    return data
