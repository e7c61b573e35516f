"""License numbers: opaque, compared without case, spaces and dashes, shown masked."""

from __future__ import annotations

import re
import secrets

from klucznik.core import tokens, vault

SEPARATORS = re.compile(r"[\s\-–—_.]+")
LONGEST = 40
# Without letters that read like digits; 20 characters of 32 are 100 random bits.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 5


def normalized(number: str) -> str:
    """The number as it is compared: upper case, without spaces and dashes."""
    return SEPARATORS.sub("", number).upper()


def number_key(number: str) -> str:
    """Keyed hash (HMAC-SHA256, hex) of the normalized number: what look-ups use."""
    return vault.fingerprint(normalized(number), "license number")


def masked(number: str) -> str:
    """First group and the last characters: enough to tell two licenses apart, not enough to use one."""
    plain = normalized(number)
    return f"{plain[:5]}-…-{plain[-3:]}" if len(plain) > 10 else f"{plain[:2]}…"


def new_number() -> str:
    """The number of a license that the portal issues."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def activation_code(public_id: str, nonce: str) -> str:
    """The code that comes by e-mail after the first registration: derived, so that it can be sent again."""
    secret = tokens.derive("license activation code", public_id, nonce)
    letters = [ALPHABET[ord(char) % len(ALPHABET)] for char in secret[:15]]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, 15, GROUP))
