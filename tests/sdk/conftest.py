"""The fixtures of programs."""

from __future__ import annotations

from tests.stub.fixtures import computer, portal

__all__ = ["computer", "portal"]
