"""How much a license is: its base, what extensions add, what is put to rest."""

from __future__ import annotations


def total(base: int, extended: int, at_rest: int) -> int:
    """What may be used; never below nothing, also when the ERP made the license smaller than what is at rest."""
    return max(0, base + extended - at_rest)
