"""Fixtures for programs: a portal, computers with clocks and parts of their own, and the client on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from klucznik_client import Client, fingerprint
from tests.stub.server import StubPortal
from tests.stub.world import BEGINNING


@pytest.fixture
def portal() -> Iterator[StubPortal]:
    """The portal that programs talk to. Whoever has a real one returns it here."""
    stub = StubPortal()
    yield stub
    if stub.thread.is_alive():
        stub.close()


@dataclass
class Computer:
    """Somebody's computer: its parts, its disk, its clock."""

    folder: Path
    portal: StubPortal
    name: str = "KASA-1"
    parts: dict[str, str] = field(default_factory=dict)
    time: datetime = BEGINNING
    running: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def travel(self, *, with_portal: bool = True, **by: float) -> None:
        """Time passes, here and in the portal."""
        self.time += timedelta(**by)
        self.running += timedelta(**by).total_seconds()
        if with_portal:
            self.portal.travel(**by)

    def wait(self, seconds: float) -> None:
        """Instead of sleeping."""
        self.pauses.append(seconds)

    @property
    def state(self) -> Path:
        return self.folder / "state.json"

    def start(self, program: str = "subiekt-gt", **options: Any) -> Client:
        """The program starts here."""
        chosen = {
            "keys": [self.portal.key],
            "language": "en",
            "parts": self.parts,
            "device_name": self.name,
            "timeout": 5.0,
            "now": lambda: self.time,
            "elapsed": lambda: self.running,
            "pause": self.wait,
        } | options
        return Client(self.portal.url, program, "1.90", self.state, **chosen)


@pytest.fixture
def computer(tmp_path: Path, portal: StubPortal) -> Callable[..., Computer]:
    """`computer("KASA-1")` gives a computer whose parts follow from its name."""

    def make(name: str = "KASA-1", **parts: str) -> Computer:
        folder = tmp_path / name
        folder.mkdir()
        own = {part: f"{name} {part}" for part in ("system", "board", "disk", "network")} | parts
        hashes = {part: fingerprint.hashed("test", part, value) for part, value in own.items()}
        return Computer(folder, portal, name, hashes)

    return make
