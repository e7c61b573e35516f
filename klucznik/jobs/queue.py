"""The queue: declare a task, put work into it within the commit of what caused it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from klucznik.jobs.models import Job

TASKS: dict[str, Callable[..., None]] = {}
# Tasks that wait for other machines: they run outside a transaction and open their own for what they write.
TALKING: set[str] = set()
# Tasks of which thousands come at once and none is urgent: each other piece of work that is due goes before them.
PATIENT: set[str] = set()


class Later(Exception):
    """Raised by a task that cannot be done for now through no fault of its own: another machine is away.

    All work of the task waits `seconds`; the try does not count.
    """

    def __init__(self, reason: str, *, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(reason)


@dataclass(frozen=True)
class Recurring:
    """A task that runs again and again, `every` so often."""

    task: str
    every: timedelta


RECURRING: dict[str, Recurring] = {}


def task(
    name: str, *, talks: bool = False, patient: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as a task. It may run more than once and must bear that.

    One that `talks` to other machines holds no lock meanwhile: it runs outside a transaction. A `patient` one lets
    all others go first.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        TASKS[name] = function
        if talks:
            TALKING.add(name)
        if patient:
            PATIENT.add(name)
        return function

    return register


def every(
    *, talks: bool = False, **interval: float
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a recurring task without arguments, e.g. `@every(minutes=1)`; its name is `app.function`.

    For one that `talks` to other machines see `task`.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        name = f"{function.__module__.split('.')[-2]}.{function.__name__}"
        TASKS[name] = function
        RECURRING[name] = Recurring(name, timedelta(**interval))
        if talks:
            TALKING.add(name)
        return function

    return register


def enqueue(
    name: str, *, dedupe_key: str | None = None, run_at: datetime | None = None, **payload: Any
) -> None:
    """Put work into the queue; work with a `dedupe_key` that is already there is not put in twice."""
    values = {"task": name, "payload": payload, "next_at": run_at or timezone.now()}
    if dedupe_key is None:
        Job.objects.create(**values)
    else:
        Job.objects.get_or_create(dedupe_key=dedupe_key, defaults=values)


def enqueue_many(name: str, pieces: Mapping[str, Mapping[str, Any]]) -> None:
    """Put many pieces of one task into the queue at once, each payload by its `dedupe_key`; one query."""
    rows = [
        Job(task=name, payload=dict(payload), dedupe_key=key) for key, payload in pieces.items()
    ]
    Job.objects.bulk_create(rows, ignore_conflicts=True)
