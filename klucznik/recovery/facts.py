"""Numbers of the ways to the keys that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.recovery.letters import FIRST_WAIT, WITH_AN_ADMINISTRATOR
from klucznik.recovery.recipients import UNSEEN
from klucznik.recovery.situations import BLOCK, VETOED

FACTS: dict[str, Callable[[], object]] = {
    "refusal_pause_days": lambda: BLOCK.days,
    "unseen_days": lambda: UNSEEN.days,
    "veto_days": lambda: VETOED.days,
    "with_administrator_days": lambda: WITH_AN_ADMINISTRATOR.days,
    "office_hours": lambda: int(FIRST_WAIT.total_seconds() // 3600),
}
