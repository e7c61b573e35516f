"""How the queue stands: what waits, what fails, and when a worker was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from klucznik.jobs.models import Job, Rhythm
from klucznik.jobs.queue import RECURRING

SHAKY = 3  # so many failures are more than a short trouble of the network


@dataclass(frozen=True)
class State:
    """The queue at one moment. Times are None where there is nothing to tell."""

    waiting: int
    due_since: datetime | None
    trying: int
    given_up: int
    last_error: str
    worker_seen: datetime | None


def state() -> State:
    """Read it, with three queries."""
    open_ones = Job.objects.filter(done_at=None)
    due = Q(failed_at=None, next_at__lte=timezone.now())
    failing = Q(failed_at=None, attempts__gte=SHAKY)
    told = open_ones.aggregate(
        waiting=Count("pk", filter=due),
        due_since=Min("next_at", filter=due),
        trying=Count("pk", filter=failing),
        given_up=Count("pk", filter=Q(failed_at__isnull=False)),
    )
    bad = open_ones.filter(attempts__gte=SHAKY).order_by("-pk").values_list("last_error", flat=True)
    return State(**told, last_error=bad.first() or "", worker_seen=_worker_seen())


def _worker_seen() -> datetime | None:
    """When a worker last wound the most frequent recurring task."""
    often = min(RECURRING.values(), key=lambda one: one.every, default=None)
    if often is None:
        return None
    next_at = Rhythm.objects.filter(task=often.task).aggregate(at=Max("next_at"))["at"]
    return next_at - often.every if next_at else None


def is_late(seen: datetime | None, *, minutes: int = 10) -> bool:
    """A worker that was not seen for so long is not running."""
    return seen is None or timezone.now() - seen > timedelta(minutes=minutes)
