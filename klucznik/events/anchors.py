"""Anchors: heads of all chains in a file outside the database, a line each time a chain has grown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from klucznik.events import chain, receipts
from klucznik.events.sealing import head
from klucznik.events.verifying import chains


class NotAnAnchor(Exception):
    """The file holds something else than anchors; the text says in which line."""


@dataclass
class Anchored:
    """Lines that were there and hold, lines that do not, lines that were added."""

    checked: int = 0
    added: int = 0
    damage: list[str] = field(default_factory=list)


def anchor(path: Path) -> Anchored:
    """Compare the lines that are there with the database, then add the heads that are new.

    Nothing is added after a line that does not hold: the file is evidence then.
    """
    found, known = Anchored(), {}
    for line in _lines(path):
        found.checked += 1
        if wrong := receipts.compare(line):
            found.damage.append(wrong)
        known[str(line.get("chain"))] = line.get("position")
    if not found.damage:
        found.added = _add(path, known)
    return found


def _add(path: Path, known: dict[str, object]) -> int:
    added, now = 0, chain.utc(timezone.now())
    with path.open("a", encoding="utf-8") as file:
        for name in chains():
            last = head(name)
            if last is None or known.get(name) == last.position:
                continue
            said = {"at": now, "chain": name, "position": last.position, "head": last.digest}
            file.write(json.dumps(said) + "\n")
            added += 1
        file.flush()
        os.fsync(file.fileno())
    return added


def _lines(path: Path) -> Iterator[dict[str, object]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                said = json.loads(line)
            except ValueError as wrong:
                raise NotAnAnchor(f"Line {number} of {path} is not an anchor.") from wrong
            if not isinstance(said, dict):
                raise NotAnAnchor(f"Line {number} of {path} is not an anchor.")
            yield said
