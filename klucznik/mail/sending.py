"""Write to somebody: one function, which keeps the message as a row and queues its delivery in the same commit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from klucznik.jobs.queue import enqueue
from klucznik.mail.models import SentEmail, pack
from klucznik.mail.topics import topic_of, wants_email

if TYPE_CHECKING:
    from klucznik.accounts.models import User
    from klucznik.companies.models import Company
    from klucznik.events.models import Event


@dataclass(frozen=True)
class Address:
    """Somebody without an account: an address and the language to write in."""

    email: str
    language: str = "pl"


def send(
    message: str,
    *,
    to: User | Address,
    event: Event | None = None,
    company: Company | None = None,
    links: dict[str, tuple[str, int]] | None = None,
    **context: Any,
) -> SentEmail | None:
    """Queue `message` (a folder of templates, e.g. "companies/emails/company_connected") to one person.

    `context` holds plain values (texts, numbers, dates, lists and dicts of them). `links` names secrets to be derived
    when the message is rendered, links and words: `{"link": ("invitation", pk)}`. One event never writes the same
    message to the same address twice. What the person does not want by e-mail (topics.py) is kept for the portal only.
    Returns None when there is nobody to write to any more.
    """
    recipient = None if isinstance(to, Address) else to
    if recipient is not None and recipient.is_deleted:
        return None
    if event is not None and (
        sent := SentEmail.objects.filter(event=event, message=message, address=to.email).first()
    ):
        return sent
    topic = topic_of(message)
    row = SentEmail.objects.create(
        message=message,
        topic=topic,
        by_email=recipient is None or wants_email(recipient, topic),
        recipient=recipient,
        address=to.email,
        language=to.language,
        event=event,
        company=company or (event.company if event else None),
        context=pack(context),
        links={name: list(link) for name, link in (links or {}).items()},
        message_id=f"<{secrets.token_hex(16)}@{settings.PUBLIC_HOST}>",
    )
    enqueue("mail.deliver", dedupe_key=f"mail:{row.pk}", email=row.pk)
    return row
