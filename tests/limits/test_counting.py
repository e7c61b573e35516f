"""Tries are counted in the database: no rollback takes a count back, no burst slips through."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from klucznik.limits.counting import consume, forgive, is_used_up
from klucznik.limits.errors import TooManyTries
from klucznik.limits.models import Tally
from klucznik.limits.tasks import forget_old_tallies


def test_the_limit_holds_and_says_how_long_to_wait(db: None) -> None:
    for _ in range(5):
        consume(factor__account="anna")

    with pytest.raises(TooManyTries) as refusal:
        consume(factor__account="anna")

    assert str(refusal.value) == "Too many attempts. Try again in 5 min."
    assert is_used_up("factor.account", "anna")
    consume(factor__account="bartek")


def test_a_new_window_begins_when_the_old_one_is_over(db: None) -> None:
    for _ in range(5):
        consume(factor__account="anna")
    Tally.objects.update(window_ends_at=timezone.now() - timedelta(seconds=1))

    consume(factor__account="anna")

    assert Tally.objects.get().count == 1


def test_forgiving_one_subject_leaves_the_others(db: None) -> None:
    consume(factor__account="anna")
    consume(factor__account="bartek")

    forgive("factor.account", "anna")

    assert Tally.objects.count() == 1


def test_the_cleaner_spares_windows_that_still_run(db: None) -> None:
    consume(factor__account="anna")
    consume(factor__account="old")
    Tally.objects.filter(pk=Tally.objects.latest("pk").pk).update(
        window_ends_at=timezone.now() - timedelta(days=2)
    )

    forget_old_tallies()

    assert Tally.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_count_survives_the_rollback_of_what_follows() -> None:
    consume(factor__account="anna")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018

    assert Tally.objects.get().count == 1


@pytest.mark.django_db(transaction=True)
def test_counting_inside_a_transaction_is_a_programming_mistake() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        consume(factor__account="anna")


@pytest.mark.django_db(transaction=True)
def test_of_forty_tries_at_once_five_get_through() -> None:
    def attempt(_: int) -> bool:
        try:
            consume(factor__account="anna")
        except TooManyTries:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        through = list(pool.map(attempt, range(40)))

    assert sum(through) == 5
