"""The messages of the mailbox: found, and made ready to be shown within a page."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.utils import make_msgid

from django.db.models import QuerySet

from klucznik.demo.models import DemoMessage
from klucznik.mail.receiving import receive

HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def letters_to(address: str) -> QuerySet[DemoMessage]:
    """Newest first; all of them when no address is given."""
    address = address.strip()
    letters = DemoMessage.objects.order_by("-id")
    return letters.filter(to__icontains=address) if address else letters


def found_letter(key: str) -> DemoMessage | None:
    """The message under its key; None for anything else that an address may carry."""
    return (
        DemoMessage.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    )


def without_frame(html: str) -> str:
    """Links of a message open in the whole window, as they would from a mail program."""
    return HEAD.sub(lambda head: f'{head.group()}<base target="_top">', html, count=1)


def reply(letter: DemoMessage, *, text: str) -> bool:
    """Write back as the reader's mail program would, with what is answered below; whether it was taken."""
    mail = EmailMessage()
    mail["From"], mail["To"] = letter.to, letter.reply_to
    mail["Subject"] = f"Re: {letter.subject}"
    mail["Message-ID"] = make_msgid(domain="mailbox.example")
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    mail.set_content(f"{text}\n\n{quoted}\n")
    return receive(mail.as_bytes(), recipient=letter.reply_to).taken
