"""Deliver one message; the queue tries again when the mail server does not take it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from klucznik.core.vendor import vendor
from klucznik.jobs.queue import every, task
from klucznik.mail import inbox
from klucznik.mail.bouncing import note_bounce
from klucznik.mail.models import ReceivedEmail, SentEmail, Wording
from klucznik.mail.posting import post, refuses_for_good
from klucznik.mail.receiving import LARGEST, receive
from klucznik.mail.rendering import Letter, headers, render
from klucznik.mail.return_addresses import return_address
from klucznik.mail.topics import Topic, wants_email

log = structlog.get_logger(__name__)
WORDS_KEPT = timedelta(days=730)
RECEIVED_KEPT = timedelta(days=90)


@task("mail.deliver", talks=True)
def deliver(*, email: int) -> None:
    """Render and hand over to the mail server. Sent twice at most, after a crash, under the same Message-ID."""
    row = SentEmail.objects.select_related("recipient", "wording").get(pk=email)
    if row.sent_at or row.bounced_at or (row.recipient and row.recipient.is_deleted):
        return
    keep_words(row)
    if not row.by_email or _is_unwanted(row):
        return
    try:
        post(written(row, render(row, with_secrets=True)))
    except SMTPRecipientsRefused as refusal:
        _refused(row, refusal)
        return
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])


@task("mail.deliver_round", talks=True, patient=True)
def deliver_of_round(*, email: int) -> None:
    """A message that goes to many; what is written to one person goes before it."""
    deliver(email=email)


def keep_words(row: SentEmail) -> None:
    """What the portal shows of a message; it stands there also while the mail server is away."""
    if row.subject:
        return
    wording = row.wording
    if wording is None or not wording.subject:
        stored = render(row, with_secrets=False)
        row.subject, row.text = stored.subject[:300], stored.text
    if wording is not None:
        _share(wording, row)
        row.subject, row.text = wording.subject, ""
    row.save(update_fields=["subject", "text"])


def _share(wording: Wording, row: SentEmail) -> None:
    """Keep the words of the first message for all others."""
    if not wording.subject:
        wording.subject, wording.text = row.subject, row.text
        wording.save(update_fields=["subject", "text"])


def _is_unwanted(row: SentEmail) -> bool:
    """Whoever ended messages of this topic while it waited gets it in the portal only."""
    if row.recipient is None or wants_email(row.recipient, Topic(row.topic)):
        return False
    row.by_email = False
    row.save(update_fields=["by_email"])
    return True


def _refused(row: SentEmail, refusal: SMTPRecipientsRefused) -> None:
    """The server does not take it for this address: because there is no such mailbox, or not now, or not from us."""
    code, said = next(iter(refusal.recipients.values()))
    answer = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if not refuses_for_good(code, answer):
        raise refusal
    with transaction.atomic():
        note_bounce(row, answer)


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
        address="", subject="", text="", context={}, wording=None, links={}, last_error=""
    )
    before = Wording.objects.filter(made_at__lt=timezone.now() - WORDS_KEPT, emails=None)
    before.filter(pk__in=list(before.values_list("pk", flat=True)[:500])).delete()
