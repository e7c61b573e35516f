"""Tell machines apart by what a program says of them: keyed hashes of parts, weighed and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from klucznik.core import vault

# What each part says about a machine: a reinstalled system keeps its board, a new network card changes little.
WEIGHTS: Final = {
    "system": 3,
    "board": 3,
    "disk": 2,
    "processor": 1,
    "network": 1,
    "user": 1,
    "name": 1,
    "install": 1,
}
# So much must agree before anybody is asked whether it is the same machine.
LEAST: Final = 3


class Likeness(StrEnum):
    """Whether two machines are one."""

    SAME = "same"
    PERHAPS = "perhaps"
    OTHER = "other"


@dataclass(frozen=True)
class Machine:
    """What a program says of where it runs; the parts are hashes that the program made."""

    name: str
    system: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def prints(self) -> dict[str, str]:
        """The parts as they are kept: keyed, so that the table tells nothing about hardware."""
        return {
            part: vault.fingerprint(value, f"device {part}") for part, value in self.parts.items()
        }

    @property
    def fingerprint(self) -> str:
        return whole(self.prints)


def whole(prints: Mapping[str, str]) -> str:
    """One hash of all parts together, whatever their order."""
    joined = "\x1f".join(f"{part}={prints[part]}" for part in sorted(prints))
    return vault.fingerprint(joined, "device")


def likeness(known: Mapping[str, str], shown: Mapping[str, str]) -> Likeness:
    """The same in every part; perhaps the same in at least half of what both tell; another one."""
    if known and known == shown:
        return Likeness.SAME
    common = known.keys() & shown.keys()
    agreeing = sum(WEIGHTS.get(part, 1) for part in common if known[part] == shown[part])
    told = sum(WEIGHTS.get(part, 1) for part in common)
    return Likeness.PERHAPS if agreeing >= LEAST and agreeing * 2 >= told else Likeness.OTHER
