"""Numbers of the letters that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.letters.letters.usual import PAPER_WAIT, SIGNED_WAIT
from klucznik.letters.seats import AHEAD

FACTS: dict[str, Callable[[], object]] = {
    "death_days": lambda: PAPER_WAIT.days,
    "rest_days": lambda: AHEAD.days,
    "letter_days": lambda: PAPER_WAIT.days,
    "letter_signed_days": lambda: SIGNED_WAIT.days,
}
