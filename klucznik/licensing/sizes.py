"""How much a license is: its base, what extensions add, what is put to rest."""

from __future__ import annotations


def total(base: int, extended: int, at_rest: int) -> int:
    """What may be used; one stays in use also when the license became smaller than what is at rest."""
    whole = base + extended
    return max(min(1, whole), whole - at_rest)
