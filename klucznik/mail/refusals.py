"""What a mail server's refusal speaks of: the mailbox that was asked for, or us, our message and its room."""

from __future__ import annotations

import re
from typing import Final

STATUS: Final = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
# What the second and third number say about the mailbox itself (RFC 3463; 5.4.1 is how Microsoft 365 says "unknown").
OF_THE_MAILBOX: Final = {"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.0", "2.1", "4.1"}
UNSPECIFIC: Final = "0.0"
OF_THE_SENDER: Final = re.compile(
    r"relay|polic|spam|block|black|reputation|authenticat|not allowed|denied|quota|full|try again|przepełnion|odmow",
    re.IGNORECASE,
)


def speaks_of_mailbox(answer: str) -> bool:
    """Whether a refusal for good (5xx or 5.x.x) says that there is no such mailbox.

    A policy, a missing record of ours, a full mailbox or a message that is too large say nothing about the address.
    """
    status = STATUS.search(answer)
    number = f"{int(status[1])}.{int(status[2])}" if status else UNSPECIFIC
    if number != UNSPECIFIC:
        return number in OF_THE_MAILBOX
    return not OF_THE_SENDER.search(answer)
