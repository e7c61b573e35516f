"""Secrets in links: derived when a message is written, stored only as a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_nonce() -> str:
    """A random part that makes a link's secret unique and lets it be rotated."""
    return secrets.token_hex(16)


def derive(purpose: str, *parts: object) -> str:
    """The secret of a link (256 bits, URL-safe): an HMAC of its purpose and parts under the server's key."""
    message = "\x1f".join([purpose, *map(str, parts)]).encode()
    digest = hmac.new(
        settings.SECRET_KEY.encode(), b"klucznik.link\x1f" + message, hashlib.sha256
    ).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hashed(secret: str) -> str:
    """What is stored and looked up instead of a secret (SHA-256 of a 256-bit value needs no salt)."""
    return hashlib.sha256(secret.encode()).hexdigest()
