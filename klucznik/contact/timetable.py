"""How long things of a ticket last."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

# The customer's silence after an answer: told, then closed.
REMIND_AFTER: Final = timedelta(days=7)
CLOSE_AFTER: Final = timedelta(days=14)
# A ticket whose address nobody confirmed.
CONFIRM_WITHIN: Final = timedelta(days=7)
# A closed one: words and files go; one from an e-mail that nobody answered goes sooner.
KEEP_CLOSED: Final = timedelta(days=730)
KEEP_UNANSWERED: Final = timedelta(days=30)
# The same words again are the same message.
SAME_TICKET: Final = timedelta(days=1)
SAME_MESSAGE: Final = timedelta(minutes=10)
