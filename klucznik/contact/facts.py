"""Numbers of tickets that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.contact.papers import MOST_AT_ONCE
from klucznik.contact.timetable import CLOSE_AFTER, CONFIRM_WITHIN

FACTS: dict[str, Callable[[], object]] = {
    "ticket_files": lambda: MOST_AT_ONCE,
    "ticket_close_days": lambda: CLOSE_AFTER.days,
    "ticket_confirm_days": lambda: CONFIRM_WITHIN.days,
}
