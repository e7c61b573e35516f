"""The queue: declare a task, put work into it within the commit of what caused it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from klucznik.jobs.models import Job

TASKS: dict[str, Callable[..., None]] = {}


@dataclass(frozen=True)
class Recurring:
    """A task that runs again and again, `every` so often."""

    task: str
    every: timedelta


RECURRING: dict[str, Recurring] = {}


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as a task. It may run more than once and must bear that."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        TASKS[name] = function
        return function

    return register


def every(**interval: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a recurring task without arguments, e.g. `@every(minutes=1)`; its name is `app.function`."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        name = f"{function.__module__.split('.')[-2]}.{function.__name__}"
        TASKS[name] = function
        RECURRING[name] = Recurring(name, timedelta(**interval))
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
