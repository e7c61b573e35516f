"""Write down what happened, in the transaction in which it happened; the consequences are queued in the same commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from klucznik.core import clock, provenance
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventDetails
from klucznik.events.subscribing import subscribers
from klucznik.jobs.queue import enqueue

if TYPE_CHECKING:
    from klucznik.accounts.models import User
    from klucznik.companies.models import Company


class RecordedOutsideTransaction(RuntimeError):
    """A programmer's mistake: an event without the change that it tells about."""


def record(
    kind: Kind,
    *,
    actor: User | None,
    company: Company | None = None,
    person: User | None = None,
    subject: models.Model | None = None,
    by_staff: bool = False,
    private: dict[str, Any] | None = None,
    **facts: Any,
) -> Event:
    """Record that `kind` happened and queue its subscribers.

    `actor` did it (None: the clock or the server), `person` is whom it concerns, `subject` the thing. `private` holds
    personal values (names, e-mails) that erasure must be able to remove; `facts` everything else. Never a secret.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RecordedOutsideTransaction(kind)
    event = Event.objects.create(
        kind=kind,
        at=clock.now(),
        actor=actor,
        person=person,
        company=company,
        subject_type=subject._meta.label if subject else "",
        subject_id=subject.pk if subject else None,
        by_staff=by_staff,
        facts=facts,
    )
    came = provenance.current()
    EventDetails.objects.create(
        event=event,
        address=came.address[:45],
        agent=came.agent,
        request_id=came.request_id,
        values=private or {},
    )
    for name in subscribers(kind):
        enqueue(
            "events.deliver", dedupe_key=f"event:{event.pk}:{name}", event=event.pk, subscriber=name
        )
    return event
