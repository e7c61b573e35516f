"""The mail server of the demonstration: it keeps every message where everybody may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from klucznik.core import clock
from klucznik.demo.models import DemoMessage
from klucznik.demo.people import NOWHERE


class MailboxBackend(BaseEmailBackend):
    """Takes messages as a mail server would; each recipient gets a row."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        refuse_unknown(address for message in email_messages for address in message.to)
        rows = [
            DemoMessage(
                to=address,
                subject=str(message.subject),
                text=str(message.body),
                html=_html(message),
                message_id=message.extra_headers.get("Message-ID", ""),
                reply_to=message.extra_headers.get("Reply-To", ""),
                at=clock.now(),
            )
            for message in email_messages
            for address in message.to
        ]
        DemoMessage.objects.bulk_create(rows)
        return len(email_messages)


def refuse_unknown(addresses: Iterable[str]) -> None:
    """Refuse what no mailbox would take, in the words of a mail server."""
    unknown = [address for address in addresses if address.endswith(NOWHERE)]
    if unknown:
        raise SMTPRecipientsRefused(dict.fromkeys(unknown, (550, b"5.1.1 No such mailbox")))


def _html(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
