"""Numbers of news that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.news.states import LOOKING_BACK

FACTS: dict[str, Callable[[], object]] = {"status_days": lambda: LOOKING_BACK.days}
