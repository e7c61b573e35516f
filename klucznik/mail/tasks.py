"""Deliver one message; the queue tries again when the mail server does not take it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from klucznik.core.vendor import vendor
from klucznik.jobs.queue import every, task
from klucznik.mail.bouncing import note_bounce
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import render

WORDS_KEPT = timedelta(days=730)


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
    letter = render(row, with_secrets=True)
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.MAIL_FROM or vendor().mail_from,
        [row.address],
        headers={
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
        },
    )
    message.attach_alternative(letter.html, "text/html")
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


@every(hours=24)
def forget_old_words() -> None:
    """After two years only that a message was sent, when and about what is left."""
    old = SentEmail.objects.filter(created_at__lt=timezone.now() - WORDS_KEPT).exclude(subject="")
    SentEmail.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).update(
        address="", subject="", text="", context={}, links={}, last_error=""
    )
