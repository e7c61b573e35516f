"""The worker: claims due rows with a lease, runs them, tries again later when they fail."""

from __future__ import annotations

import random
import threading
from contextlib import nullcontext
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from klucznik.jobs.models import Job, Rhythm
from klucznik.jobs.queue import RECURRING, TALKING, TASKS

log = structlog.get_logger(__name__)

# Waits of 10 s, 30 s, 90 s ..., from the seventh failure on of an hour: a mail server may be away for three days.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
MOST_ATTEMPTS = 78
LEASE = timedelta(minutes=5)
KEEP_DONE = timedelta(days=7)


def run_until(stop: threading.Event, *, idle_seconds: float = 1.0) -> None:
    """Work until told to stop; sleep a moment when there is nothing to do. A lost database is waited for."""
    while not stop.is_set():
        try:
            close_old_connections()
            busy = run_due()
        except Exception:
            log.exception("worker.interrupted")
            busy = False
        if not busy:
            stop.wait(idle_seconds)


def run_due(limit: int = 20) -> bool:
    """Run what is due now, recurring tasks first. True when there was anything to do."""
    wind()
    return run_waiting(limit)


def run_waiting(limit: int = 20) -> bool:
    """Run what waits in the queue and is due, the oldest first. True when there was any."""
    lease = timezone.now() + LEASE
    claimed = Job.objects.filter(pk__in=claim(limit, lease)).order_by("pk")
    for job in claimed:
        if timezone.now() < lease - LEASE / 2 or renew(job.pk, lease):
            run(job)
    return bool(claimed)


def renew(job_id: int, lease: datetime) -> bool:
    """Hold a job anew when those before it took long; false when another worker has taken it over."""
    mine = Job.objects.filter(pk=job_id, lease_until=lease)
    return bool(mine.update(lease_until=timezone.now() + LEASE))


def wind() -> None:
    """Queue each recurring task whose time has come; of several workers, the conditional update lets one win."""
    rhythms, now = _rhythms(), timezone.now()
    due = [rhythms[name] for name in RECURRING if rhythms[name].next_at <= now]
    if not due:
        return
    with transaction.atomic():
        won = [rhythm for rhythm in due if _wins(rhythm, now)]
        jobs = [
            Job(task=one.task, dedupe_key=f"{one.task}:{one.next_at.isoformat()}") for one in won
        ]
        Job.objects.bulk_create(jobs, ignore_conflicts=True)


def _rhythms() -> dict[str, Rhythm]:
    """The row of each recurring task; made where there is none yet."""
    known = Rhythm.objects.in_bulk(field_name="task")
    missing = [Rhythm(task=name) for name in RECURRING if name not in known]
    if missing:
        Rhythm.objects.bulk_create(missing, ignore_conflicts=True)
        known = Rhythm.objects.in_bulk(field_name="task")
    return known


def _wins(rhythm: Rhythm, now: datetime) -> bool:
    """Move the rhythm on, unless another worker has done so."""
    rows = Rhythm.objects.filter(pk=rhythm.pk, next_at=rhythm.next_at)
    return bool(rows.update(next_at=now + RECURRING[rhythm.task].every))


def claim(limit: int, lease: datetime | None = None) -> list[int]:
    """Take up to `limit` due jobs under a lease, in one statement, so that no two workers hold the same one."""
    now = timezone.now()
    skip = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    statement = f"""
        UPDATE jobs_job SET lease_until = %s, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM jobs_job
            WHERE done_at IS NULL AND failed_at IS NULL AND next_at <= %s AND (lease_until IS NULL OR lease_until < %s)
            ORDER BY next_at, id LIMIT %s {skip}
        ) RETURNING id
    """  # noqa: S608 (no value is put into the text)
    until, moment = map(connection.ops.adapt_datetimefield_value, (lease or now + LEASE, now))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [until, moment, moment, limit])
        return sorted(row[0] for row in cursor.fetchall())


def run(job: Job) -> None:
    """Run one claimed job in one transaction, or outside any if it talks to others; note the outcome."""
    try:
        with nullcontext() if job.task in TALKING else transaction.atomic():
            TASKS[job.task](**job.payload)
            Job.objects.filter(pk=job.pk).update(
                done_at=timezone.now(), lease_until=None, last_error=""
            )
    except Exception as error:  # noqa: BLE001 (any failure means: again later)
        log.warning(
            "job.failed",
            task=job.task,
            job=job.pk,
            attempt=job.attempts,
            error=type(error).__name__,
        )
        postpone(job, error)


def postpone(job: Job, error: Exception) -> None:
    """Try again after longer and longer waits; after the last attempt leave it to the operator."""
    spread = random.SystemRandom().uniform(0.9, 1.1)  # so that a crowd does not come back at once
    delay = waits(job.attempts) * spread
    over = job.attempts >= MOST_ATTEMPTS
    Job.objects.filter(pk=job.pk).update(
        next_at=timezone.now() + delay,
        lease_until=None,
        failed_at=timezone.now() if over else None,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )


def waits(attempts: int) -> timedelta:
    """How long to wait after so many failures."""
    return min(FIRST_WAIT * 3 ** min(attempts - 1, 9), LONGEST_WAIT)


def drain(most: int = 200) -> None:
    """Run all work that waits and what follows from it, now, in this process; recurring tasks keep to their time."""
    for _ in range(most):
        if not run_waiting():
            return
