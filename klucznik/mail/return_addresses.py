"""The address to which one message comes back when nobody takes it: nobody else can make up a valid one."""

from __future__ import annotations

import hmac
from typing import Final

from django.conf import settings

from klucznik.core import tokens

MARK: Final = 20


def return_address(letter: str) -> str:
    """`bounces+<letter>-<mark>@example.com` for the public id of a message; empty when the operator named none."""
    if not settings.BOUNCE_ADDRESS:
        return ""
    name, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{letter}-{_mark(letter)}@{domain}"


def letter_of(address: str) -> str:
    """The public id of the message whose return address this is; empty for any other address."""
    name, _, domain = settings.BOUNCE_ADDRESS.lower().partition("@")
    local, _, given_domain = address.strip().strip("<>").lower().rpartition("@")
    before, plus, token = local.partition("+")
    letter, _, mark = token.partition("-")
    if not name or not plus or (before, given_domain) != (name, domain):
        return ""
    expected = _mark(letter)
    return letter if hmac.compare_digest(mark.encode(), expected.encode()) else ""


def _mark(letter: str) -> str:
    """80 bits in letters that survive servers which change upper case."""
    return tokens.hashed(tokens.derive("bounce", letter))[:MARK]
