"""The worker: claims due rows with a lease, runs them, tries again later when they fail."""

from __future__ import annotations

import random
import threading
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from klucznik.jobs.models import Job, Rhythm
from klucznik.jobs.queue import PATIENT, RECURRING, TALKING, TASKS, Later

log = structlog.get_logger(__name__)

# Waits of 10 s, 30 s, 90 s ..., from the seventh failure on of an hour: three days in all.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
MOST_ATTEMPTS = 78
MOST_PATIENCE: Final = timedelta(days=3)  # with another machine that is away
LEASE = timedelta(minutes=5)
TURN: Final = timedelta(seconds=30)
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
    """Run what waits in the queue and is due. True when there was any.

    After a long while the rest is given back: it stands in line anew, behind what became due and is more urgent, and
    no lease ends under work that has not begun.
    """
    begun = timezone.now()
    claimed = claim(limit)
    jobs = Job.objects.in_bulk(claimed)
    for number, job_id in enumerate(claimed):
        if (passed := timezone.now() - begun) > TURN:
            give_back(claimed[number:] if passed < LEASE else [])
            break
        run(jobs[job_id])
    return bool(claimed)


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


def claim(limit: int) -> list[int]:
    """Take up to `limit` due jobs under a lease, in one statement, so that no two workers hold the same one."""
    now = timezone.now()
    skip = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    patient = sorted(PATIENT)
    last = f"task IN ({', '.join(['%s'] * len(patient))}), " if patient else ""
    statement = f"""
        UPDATE jobs_job SET lease_until = %s, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM jobs_job
            WHERE done_at IS NULL AND failed_at IS NULL AND next_at <= %s AND (lease_until IS NULL OR lease_until < %s)
            ORDER BY {last}next_at, id LIMIT %s {skip}
        ) RETURNING id, task
    """  # noqa: S608 (no value is put into the text)
    until, moment = map(connection.ops.adapt_datetimefield_value, (now + LEASE, now))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [until, moment, moment, *patient, limit])
        found = [(name in PATIENT, key) for key, name in cursor.fetchall()]
    return [key for _, key in sorted(found)]


def give_back(jobs: list[int]) -> None:
    """Claimed work that was not begun is due again at once, as if nobody had taken it."""
    Job.objects.filter(pk__in=jobs).update(lease_until=None, attempts=F("attempts") - 1)


def run(job: Job) -> None:
    """Run one claimed job in one transaction, or outside any if it talks to others; note the outcome."""
    try:
        with nullcontext() if job.task in TALKING else transaction.atomic():
            TASKS[job.task](**job.payload)
            Job.objects.filter(pk=job.pk).update(
                done_at=timezone.now(), lease_until=None, last_error=""
            )
    except Later as reason:
        wait_with_all(job, reason)
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


def wait_with_all(job: Job, reason: Later) -> None:
    """Another machine is away: this and all other work of the task waits, and no try is counted.

    What waited for days is left to the operator.
    """
    now = timezone.now()
    at = now + timedelta(seconds=reason.seconds)
    is_over = job.created_at < now - MOST_PATIENCE
    Job.objects.filter(pk=job.pk).update(
        next_at=at,
        lease_until=None,
        attempts=F("attempts") - 1,
        failed_at=now if is_over else None,
        last_error=str(reason)[:500],
    )
    others = Job.objects.filter(task=job.task, done_at=None, failed_at=None, lease_until=None)
    others.filter(next_at__lt=at).update(next_at=at, last_error=str(reason)[:500])


def drain(most: int = 200) -> None:
    """Run all work that waits and what follows from it, now, in this process; recurring tasks keep to their time."""
    for _ in range(most):
        if not run_waiting():
            return
