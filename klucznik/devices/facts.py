"""Numbers of places and devices that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.devices.releases import MONTH

FACTS: dict[str, Callable[[], object]] = {
    "release_days": lambda: MONTH.days,
}
