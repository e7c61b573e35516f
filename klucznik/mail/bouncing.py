"""A mailbox that refuses for good is remembered: nobody counts on it any more."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.mail.models import SentEmail


def note_bounce(email: SentEmail, answer: str) -> None:
    """Mark a message as bounced and tell those who count on addresses (settings.BOUNCE_LISTENERS)."""
    email.bounced_at, email.last_error = timezone.now(), answer[:300]
    email.save(update_fields=["subject", "text", "bounced_at", "last_error"])
    for path in settings.BOUNCE_LISTENERS:
        import_string(path)(email)
