"""Numbers of accounting offices that articles of the help name (settings.HELP_FACTS)."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.catalog.rules import Rules
from klucznik.limits.rules import LIMITS
from klucznik.offices.clients_file import MOST_LINES
from klucznik.offices.invitations import VALID_FOR
from klucznik.offices.sharing import READING_TOLD_AHEAD, WITHDRAWABLE_FOR

FACTS: dict[str, Callable[[], object]] = {
    "clients_file_lines": lambda: MOST_LINES,
    "share_days": lambda: VALID_FOR.days,
    "share_mails": lambda: LIMITS["share.mail.email"].most,
    "withdraw_days": lambda: WITHDRAWABLE_FOR.days,
    # What the catalog says unless a product says otherwise.
    "reading_days": lambda: Rules().reading_days,
    "reading_first_notice": lambda: READING_TOLD_AHEAD[0],
}
