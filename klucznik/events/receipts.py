"""A receipt says how long a chain was and with which digest it ended; it is signed, and kept outside the portal."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from klucznik.core.vault import key_file
from klucznik.events import chain
from klucznik.events.models import EventSeal
from klucznik.events.sealing import head

FORMAT: Final = "klucznik-receipt-1"
SIGNED: Final = b"klucznik.history.receipt.1\n"


def receipt(name: str, **about: Any) -> dict[str, Any]:
    """The signed receipt of a chain as it is sealed now; `about` is told along with it (the company's name)."""
    last = head(name)
    said = {
        "format": FORMAT,
        "portal": settings.PUBLIC_URL,
        "chain": name,
        **about,
        "position": last.position if last else 0,
        "head": last.digest if last else chain.BEGINNING,
        "sealed_at": chain.utc(last.sealed_at) if last else None,
        "key": public_key(),
        "key_id": key_id(public_key()),
    }
    signature = _private_key().sign(SIGNED + chain.canonical(said))
    return said | {"signature": base64.b64encode(signature).decode()}


def public_key() -> str:
    """The key with which receipts can be checked, 32 bytes in base64."""
    raw = _private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def key_id(key: str) -> str:
    """A short name of a public key, to read out or compare."""
    return hashlib.sha256(base64.b64decode(key)).hexdigest()[:16]


def is_signed(given: Mapping[str, Any], key: str) -> bool:
    """Whether the owner of `key` signed exactly this."""
    said = {name: value for name, value in given.items() if name != "signature"}
    try:
        signer = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        signature = base64.b64decode(str(given.get("signature", "")), validate=True)
        signer.verify(signature, SIGNED + chain.canonical(said))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def compare(given: Mapping[str, Any]) -> str:
    """Whether a receipt lies in the chain that it names: an empty sentence, or what is wrong."""
    name, position, digest = given.get("chain"), given.get("position"), given.get("head")
    if not isinstance(name, str) or not isinstance(position, int) or not isinstance(digest, str):
        return "This is not a receipt: it names no chain, position and head."
    if position == 0:
        return "" if digest == chain.BEGINNING else "The receipt of an empty chain has a head."
    link = EventSeal.objects.filter(chain=name, position=position).first()
    if link is None:
        last = head(name)
        return (
            f"cut tail: the receipt knows {position} links of {name}, "
            f"the database has {last.position if last else 0}"
        )
    if link.digest != digest:
        return f"rewritten: link {position} of {name} is not the one on the receipt"
    return ""


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key_file("history"))
