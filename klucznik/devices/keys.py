"""The secret with which a program speaks for its device: told once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from klucznik.devices.models import Device

PREFIX: Final = "kld_"
# The prefix and 32 bytes in base64url: whatever has another length is not looked up.
LENGTH: Final = len(PREFIX) + 43


def give_secret(device: Device) -> str:
    """A new secret of the device (unsaved): the one before it opens nothing from then on."""
    secret = PREFIX + secrets.token_urlsafe(32)
    device.secret_hash = hash_of(secret)
    return secret


def hash_of(secret: str) -> str:
    """What is looked up; whatever came in the header, letters of no alphabet too."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def looks_like_one(secret: str) -> bool:
    return len(secret) == LENGTH and secret.startswith(PREFIX) and secret.isascii()
