"""A mailbox that refuses for good is remembered: nobody counts on it any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.mail.models import ReceivedEmail, SentEmail
from klucznik.mail.reports import Incoming, Sort
from klucznik.mail.return_addresses import letter_of


def note_bounce(email: SentEmail, answer: str) -> None:
    """Mark a message as bounced and tell those who count on addresses (settings.BOUNCE_LISTENERS)."""
    email.bounced_at, email.last_error = timezone.now(), answer[:300]
    email.save(update_fields=["bounced_at", "last_error"])
    for path in settings.BOUNCE_LISTENERS:
        import_string(path)(email)


def take_report(incoming: Incoming) -> Callable[[ReceivedEmail], bool] | None:
    """Fulfills settings.INBOUND_MAIL: a machine's word about one of our messages, which only its return address proves.

    A delivery that failed for good marks the message and its address; a delay or an absence changes nothing.
    """
    if incoming.sort not in (Sort.FAILED, Sort.DELAYED, Sort.DELIVERED, Sort.AUTOMATIC):
        return None
    return partial(_take, incoming)


def _take(incoming: Incoming, row: ReceivedEmail) -> bool:
    email = _letter(incoming)
    row.email, row.answer = email, incoming.answer if email else ""
    if email and incoming.sort == Sort.FAILED and not email.bounced_at:
        note_bounce(email, incoming.answer)
    return email is not None


def _letter(incoming: Incoming) -> SentEmail | None:
    """By the return address, else by the Message-ID of what was sent back: both are known to who got it alone."""
    letters = SentEmail.objects.select_for_update(of=("self",))
    tokens = [letter for address in incoming.recipients if (letter := letter_of(address))]
    if tokens:
        return letters.filter(public_id=tokens[0]).first()
    named = letters.filter(message_id__in=incoming.named, sent_at__isnull=False)
    return named.first() if incoming.named else None
