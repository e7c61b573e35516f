"""A task that waits for another machine runs outside a transaction, so that nobody waits for its locks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from klucznik.jobs import worker
from klucznik.jobs.models import Job
from klucznik.jobs.queue import TALKING, TASKS, enqueue, task

seen: list[bool] = []


@pytest.fixture(autouse=True)
def two_tasks() -> Iterator[None]:
    task("tests.talks", talks=True)(lambda: seen.append(connection.in_atomic_block))
    task("tests.works")(lambda: seen.append(connection.in_atomic_block))
    seen.clear()
    yield
    TALKING.discard("tests.talks")
    del TASKS["tests.talks"], TASKS["tests.works"]


@pytest.mark.django_db(transaction=True)
def test_it_holds_no_transaction_and_is_done_all_the_same() -> None:
    enqueue("tests.talks")
    enqueue("tests.works")

    worker.drain()

    assert seen == [False, True]
    assert not Job.objects.filter(done_at=None).exists()
