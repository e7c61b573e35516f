"""Whether the computer of a license file is this one, by the parts that both know."""

from __future__ import annotations

from collections.abc import Mapping

SAME = "same"
PERHAPS = "perhaps"
OTHER = "other"

WEIGHTS = {"system": 3, "board": 3, "disk": 2}  # every other part weighs 1


def compare(then: Mapping[str, str], now: Mapping[str, str]) -> str:
    """All equal: the same. At least half of what both know, and enough of it: perhaps the same."""
    if then and dict(then) == dict(now):
        return SAME
    common = set(then) & set(now)
    known = sum(WEIGHTS.get(part, 1) for part in common)
    equal = sum(WEIGHTS.get(part, 1) for part in common if then[part] == now[part])
    return PERHAPS if equal >= 3 and 2 * equal >= known else OTHER
