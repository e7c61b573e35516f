"""The queue: in the commit of its cause, once for a key, again after a failure, never by two at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from klucznik.jobs import worker
from klucznik.jobs.models import Job, Rhythm
from klucznik.jobs.queue import RECURRING, TASKS, Recurring, enqueue, task

DONE: list[str] = []


@pytest.fixture(autouse=True)
def two_tasks() -> Iterator[None]:
    """A task that works and one that does not; nothing recurs."""
    DONE.clear()
    before, recurring = dict(TASKS), dict(RECURRING)
    RECURRING.clear()
    task("test.note")(lambda word="": DONE.append(word))

    @task("test.fail")
    def fail() -> None:
        raise RuntimeError("the mail server is away")

    yield
    TASKS.clear()
    TASKS.update(before)
    RECURRING.clear()
    RECURRING.update(recurring)


def test_work_is_done_once(db: None) -> None:
    enqueue("test.note", dedupe_key="a", word="once")
    enqueue("test.note", dedupe_key="a", word="once")

    worker.drain()

    assert DONE == ["once"]
    assert Job.objects.get().done_at


def test_work_of_a_rolled_back_commit_is_never_done(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("test.note", word="never")
        1 / 0  # noqa: B018

    worker.drain()

    assert DONE == []


def test_what_fails_is_tried_again_later_and_in_the_end_left_to_the_operator(db: None) -> None:
    enqueue("test.fail")

    worker.drain()

    job = Job.objects.get()
    assert (job.attempts, job.done_at, job.failed_at) == (1, None, None)
    assert job.next_at > timezone.now() + timedelta(seconds=5)
    assert job.last_error == "RuntimeError: the mail server is away"
    Job.objects.update(attempts=worker.MOST_ATTEMPTS - 1, next_at=timezone.now())
    worker.drain()
    assert Job.objects.get().failed_at


def test_work_is_not_taken_before_its_time_nor_while_another_holds_it(db: None) -> None:
    enqueue("test.note", run_at=timezone.now() + timedelta(hours=1))
    enqueue("test.note")
    Job.objects.order_by("pk").last().__class__.objects.filter(next_at__lt=timezone.now()).update(
        lease_until=timezone.now() + timedelta(minutes=1)
    )

    assert worker.claim(10) == []


def test_work_of_a_killed_worker_is_taken_over_after_its_lease(db: None) -> None:
    enqueue("test.note", word="taken over")
    assert worker.claim(10)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    worker.drain()

    assert DONE == ["taken over"]


def test_recurring_work_is_queued_once_a_period(db: None) -> None:
    RECURRING["test.note"] = Recurring("test.note", timedelta(hours=1))

    worker.run_due()
    worker.run_due()
    Rhythm.objects.update(next_at=timezone.now())
    worker.run_due()

    assert len(DONE) == 2


def test_draining_the_queue_does_not_wake_what_recurs(db: None) -> None:
    RECURRING["test.fail"] = Recurring("test.fail", timedelta(hours=1))
    enqueue("test.note", word="waited")

    worker.drain()

    assert DONE == ["waited"]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_each_job_has_one() -> None:
    for number in range(30):
        enqueue("test.note", word=str(number))

    def take(_: int) -> list[int]:
        try:
            return worker.claim(5)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        taken: list[Any] = [job for batch in pool.map(take, range(12)) for job in batch]

    assert len(taken) == len(set(taken)) == 30


def test_a_mail_server_may_be_away_for_three_days() -> None:
    waited = [worker.waits(attempts) for attempts in range(1, worker.MOST_ATTEMPTS)]

    assert waited == sorted(waited)
    assert (waited[0], waited[-1]) == (timedelta(seconds=10), timedelta(hours=1))
    assert timedelta(hours=72) <= sum(waited, timedelta()) < timedelta(hours=73)
