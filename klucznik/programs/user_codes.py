"""The code that a program shows and its person types: eight letters that make no word and look like nothing else."""

from __future__ import annotations

import secrets

from klucznik.core import tokens

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))


def grouped(code: str) -> str:
    """BCDF-GHJK, as people read it out to themselves."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """The code in small letters or capitals, with or without dash and spaces; empty when it cannot be one."""
    code = "".join(char for char in typed.upper() if char not in " -\u2010\u2011\u2012\u2013\u2014")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def hashed(code: str) -> str:
    """What is kept: with the server's key, because so few letters could be found again from a plain hash."""
    return tokens.derive("program code", code)
