"""E-mails of people, as their programs write them."""

from __future__ import annotations

import itertools
from email.message import EmailMessage

_count = itertools.count(1)


def letter(
    to: str,
    text: str = "Już działa.",
    *,
    sender: str = "Anna <anna@example.com>",
    subject: str = "Re: Ticket",
    message_id: str = "",
    html: str = "",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A message of one person; `headers` take underscores for hyphens."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = message_id or f"<{next(_count)}@mail.example.com>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text or not html:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, kind, data in files:
        main, _slash, sub = kind.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()
