"""Write to somebody: one function, which keeps the message as a row and queues its delivery in the same commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from klucznik.jobs.queue import enqueue, enqueue_many
from klucznik.mail.models import SentEmail, Wording, pack
from klucznik.mail.topics import topic_of, unwilling, wants_email

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
        message_id=_new_message_id(),
    )
    enqueue("mail.deliver", dedupe_key=f"mail:{row.pk}", email=row.pk)
    return row


def send_to_each(
    message: str,
    people: Iterable[User],
    *,
    event: Event,
    words: Callable[[str], dict[str, Any]],
    links: Callable[[User], dict[str, tuple[str, int]]] | None = None,
) -> int:
    """Queue one message about one event to many; a handful of queries whatever their number. How many got it.

    `words` is the context in a language, kept once for all of them; `links` the secrets of a person. Who got this
    message about this event, and whoever is deleted, is left out. Wrap it in a transaction that nobody can run twice
    at once.
    """
    living = [person for person in people if not person.is_deleted]
    topic = topic_of(message)
    had = set(
        SentEmail.objects.filter(event=event, message=message, recipient__in=living).values_list(
            "recipient_id", flat=True
        )
    )
    without = unwilling(living, topic)
    shared = _shared(event, message, {one.language for one in living}, words)
    rows = [
        SentEmail(
            message=message,
            topic=topic,
            by_email=person.pk not in without,
            recipient=person,
            address=person.email,
            language=person.language,
            event=event,
            wording=shared[person.language],
            links={name: list(link) for name, link in (links(person) if links else {}).items()},
            message_id=_new_message_id(),
        )
        for person in living
        if person.pk not in had
    ]
    SentEmail.objects.bulk_create(rows)
    enqueue_many("mail.deliver_round", {f"mail:{row.pk}": {"email": row.pk} for row in rows})
    return len(rows)


def _shared(
    event: Event, message: str, languages: set[str], words: Callable[[str], dict[str, Any]]
) -> dict[str, Wording]:
    """What everybody with a language is told, by language: what was said first holds for all batches."""
    of_round = Wording.objects.filter(event=event, message=message)
    known = {one.language: one for one in of_round}
    for language in sorted(languages - set(known)):
        known[language] = Wording.objects.create(
            event=event, message=message, language=language, context=pack(words(language))
        )
    return known


def _new_message_id() -> str:
    return f"<{secrets.token_hex(16)}@{settings.PUBLIC_HOST}>"
