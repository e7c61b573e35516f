"""Deliver one message; the queue tries again when the mail server does not take it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from klucznik.core.vendor import vendor
from klucznik.jobs.queue import every, task
from klucznik.mail import inbox
from klucznik.mail.bouncing import note_bounce
from klucznik.mail.models import ReceivedEmail, SentEmail
from klucznik.mail.receiving import LARGEST, receive
from klucznik.mail.rendering import Letter, headers, render
from klucznik.mail.return_addresses import return_address

log = structlog.get_logger(__name__)
WORDS_KEPT = timedelta(days=730)
RECEIVED_KEPT = timedelta(days=90)


@task("mail.deliver")
def deliver(*, email: int) -> None:
    """Render and hand over to the mail server. Sent twice at most, after a crash, under the same Message-ID."""
    row = SentEmail.objects.select_related("recipient").get(pk=email)
    if row.sent_at or row.bounced_at or (row.recipient and row.recipient.is_deleted):
        return
    stored = render(row, with_secrets=False)
    row.subject, row.text = stored.subject[:300], stored.text
    if not row.by_email:
        row.save(update_fields=["subject", "text"])
        return
    message = written(row, render(row, with_secrets=True))
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        code, answer = next(iter(refusal.recipients.values()))
        if not 500 <= code < 600:
            raise
        note_bounce(
            row, answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        )
        return
    row.sent_at = timezone.now()
    row.save(update_fields=["subject", "text", "sent_at"])


def written(row: SentEmail, letter: Letter) -> EmailMultiAlternatives:
    """The message as it goes out: from us, and back to an address of its own when nobody takes it."""
    sender = settings.MAIL_FROM or vendor().mail_from
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        return_address(row.public_id) or sender,
        [row.address],
        headers={
            "From": sender,
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
            "X-Klucznik": row.public_id,
        }
        | headers(row),
    )
    if letter.unsubscribe:
        message.extra_headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.attach_alternative(letter.html, "text/html")
    return message


@every(minutes=2, talks=True)
def read_inbox() -> None:
    """Take what came back to the mailbox; a server that is away is asked again the next time."""
    if not settings.INBOX:
        return
    try:
        count = inbox.visit(_take, largest=LARGEST)
    except inbox.InboxUnreachable as problem:
        log.warning("mail.inbox_unreachable", problem=str(problem))
        return
    log.info("mail.inbox_read", count=count)


def _take(data: bytes) -> bool:
    """Take one message. One that cannot be taken is left for a person to read; those behind it are not held up."""
    try:
        return receive(data).taken
    except (OperationalError, InterfaceError):
        raise  # the database is away: all of them are found again
    except Exception:
        log.exception("mail.not_taken")
        return False


@every(hours=24)
def forget_received() -> None:
    """What came in is remembered for three months, much longer than a server repeats a message."""
    old = ReceivedEmail.objects.filter(at__lt=timezone.now() - RECEIVED_KEPT)
    ReceivedEmail.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).delete()


@every(hours=24)
def forget_old_words() -> None:
    """After two years only that a message was sent, when and about what is left."""
    old = SentEmail.objects.filter(created_at__lt=timezone.now() - WORDS_KEPT).exclude(subject="")
    SentEmail.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).update(
        address="", subject="", text="", context={}, links={}, last_error=""
    )
