"""Deliver an event to one subscriber."""

from __future__ import annotations

from klucznik.events.models import Event
from klucznik.events.subscribing import subscriber as named
from klucznik.jobs.queue import task


@task("events.deliver")
def deliver(*, event: int, subscriber: str) -> None:
    """Call one subscriber with one event; a failure is tried again by the queue."""
    named(subscriber)(Event.objects.told().get(pk=event))
