"""License numbers: opaque, compared without case, spaces and dashes, shown masked."""

from __future__ import annotations

import re

from klucznik.core import vault

SEPARATORS = re.compile(r"[\s\-–—_.]+")
LONGEST = 40


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
