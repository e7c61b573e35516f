"""Deliver an event to one subscriber; seal what has happened."""

from __future__ import annotations

from klucznik.events.models import Event
from klucznik.events.sealing import seal_batch
from klucznik.events.subscribing import subscriber as named
from klucznik.jobs.queue import enqueue, every, task


@task("events.deliver")
def deliver(*, event: int, subscriber: str) -> None:
    """Call one subscriber with one event; a failure is tried again by the queue."""
    named(subscriber)(Event.objects.told().get(pk=event))


@every(minutes=1)
def seal_history() -> None:
    """Put what has happened into the chains; a batch for each piece of work, so that no transaction is long."""
    _seal(None)


@every(hours=24)
def seal_what_came_late() -> None:
    """Look through all events: a transaction may have been open for longer than anybody expects."""
    _seal(0)


@task("events.seal_more")
def seal_more(*, after: int) -> None:
    """Go on where the batch before ended."""
    _seal(after)


def _seal(after: int | None) -> None:
    last = seal_batch(after=after)
    if last is not None:
        enqueue("events.seal_more", dedupe_key=f"events.seal_more:{last}", after=last)
