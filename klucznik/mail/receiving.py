"""A message that came in, from the mail server's pipe or from a mailbox: taken once, and never answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from klucznik.mail.models import ReceivedEmail
from klucznik.mail.reports import Incoming, read_message

# Does in the commit what a message asks for; whether it was theirs.
Taker = Callable[[ReceivedEmail], bool]

log = structlog.get_logger(__name__)
LARGEST = 25 * 1024 * 1024


def receive(data: bytes, *, recipient: str = "") -> ReceivedEmail:
    """Take one message: what it tells is done and remembered in one commit; the same message again does nothing.

    Only the database can make it fail.
    """
    incoming = read_message(data, recipient=recipient)
    mark = _fingerprint(incoming, data)
    takers = [] if ReceivedEmail.objects.filter(fingerprint=mark).exists() else _takers(incoming)
    with transaction.atomic():
        row, is_new = ReceivedEmail.objects.get_or_create(
            fingerprint=mark, defaults={"sort": incoming.sort.value}
        )
        if is_new:
            row.taken = any(take(row) for take in takers)
            row.save(update_fields=["taken", "email", "answer"])
    log.info(
        "mail.received",
        sort=incoming.sort.value,
        again=not is_new,
        taken=row.taken,
        about=row.email.public_id if row.email else "",
    )
    return row


def _takers(incoming: Incoming) -> list[Taker]:
    """Who may know what to do with it (settings.INBOUND_MAIL); what takes time they do here, before the commit."""
    found = [import_string(path)(incoming) for path in settings.INBOUND_MAIL]
    return [take for take in found if take is not None]


def _fingerprint(incoming: Incoming, data: bytes) -> str:
    """What a message is known by when it comes twice: its Message-ID and for whom it came, else all of it."""
    known = f"{incoming.message_id}\n{','.join(incoming.recipients[:1])}".encode()
    return hashlib.sha256(known if incoming.message_id else data).hexdigest()
