"""The fixtures of programs, and a desk with a program on it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.reference.playing import Desk
from tests.stub.fixtures import computer, portal

__all__ = ["computer", "desk", "license", "portal"]


@pytest.fixture
def desk(computer, portal):
    """A till whose clock is the real one, as the program has it; the portal keeps to it."""
    portal.world.now = datetime.now(portal.world.now.tzinfo).replace(microsecond=0)
    return lambda name="KASA-1", program="subiekt-gt", **parts: Desk(
        computer(name, **parts), program
    )


@pytest.fixture
def license(portal):
    return portal.add_license("GT12AAAA7F3K", "subiekt-gt", size=1)
