"""Events are sealed into the chain of their company: once each, in a row, whoever does it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from klucznik.accounts.actions.leaving import delete_account
from klucznik.core import clock
from klucznik.events import chain
from klucznik.events.models import Event, EventDetails, EventSeal
from klucznik.events.sealing import BATCH, seal_batch, seal_now
from klucznik.events.tasks import seal_history
from klucznik.events.verifying import chains, verify_chain, waiting
from klucznik.jobs import worker
from tests import factories
from tests.cast import Cast
from tests.events.chains import happen, seals, verified


def test_what_happens_is_sealed_by_the_worker(cast: Cast) -> None:
    happen(cast.alfa, cast.anna, 3)
    happen(cast.beta, cast.celina)
    happen(None, cast.dorota)

    while worker.run_due():  # sealing recurs: the worker begins it by itself
        pass

    assert [seal.position for seal in seals(cast.alfa)] == [1, 2, 3]
    assert [seal.position for seal in seals(cast.beta)] == [1]
    assert set(chains()) == {cast.alfa.public_id, cast.beta.public_id, chain.PORTAL}
    assert not waiting()
    assert not verified(cast.alfa).damage


def test_each_link_covers_the_one_before(cast: Cast) -> None:
    happen(cast.alfa, cast.anna, 2)
    seal_now(cast.alfa)
    first, second = seals(cast.alfa)

    row = Event.objects.values(
        *("public_id", "kind", "at", "actor__public_id", "person__public_id"),
        *("company__public_id", "subject_type", "subject_id", "by_staff", "facts"),
    ).get(pk=second.event_id)
    said = chain.statement(row, values=second.commitment, place=second.place)
    content = chain.content_digest(said)

    assert second.digest == chain.link_digest(cast.alfa.public_id, 2, first.digest, content)


def test_sealing_again_changes_nothing(cast: Cast) -> None:
    happen(cast.alfa, cast.anna, 2)
    seal_now(cast.alfa)
    before = list(EventSeal.objects.order_by("pk").values())

    seal_now(cast.alfa)
    seal_history()
    seal_batch(after=0)

    assert list(EventSeal.objects.order_by("pk").values()) == before


def test_an_event_that_was_committed_late_comes_at_the_end(cast: Cast) -> None:
    late, early = happen(cast.alfa, cast.anna, 2)
    with transaction.atomic():
        EventSeal.objects.create(
            event=early, chain="elsewhere", position=1, digest="0" * 64, commitment="", place=""
        )
        seal_now(cast.alfa)

    assert [seal.event_id for seal in seals(cast.alfa)] == [late.pk]


def test_more_than_one_batch_is_sealed_batch_by_batch(
    cast: Cast, deliver: Callable[[], None], django_assert_max_num_queries: Any
) -> None:
    happen(cast.alfa, cast.anna, 7)

    last = seal_batch(most=3)
    with django_assert_max_num_queries(12):
        last = seal_batch(after=last, most=3)
    last = seal_batch(after=last, most=3)

    assert last is None
    assert [seal.position for seal in seals(cast.alfa)] == list(range(1, 8))
    assert verified(cast.alfa).sealed == 7


def test_the_worker_goes_on_until_nothing_waits(cast: Cast, deliver: Callable[[], None]) -> None:
    company = cast.alfa
    rows = [Event(kind="member.left", actor=cast.anna, company=company) for _ in range(BATCH + 5)]
    Event.objects.bulk_create(rows)
    EventDetails.objects.bulk_create([EventDetails(event=row) for row in rows])

    seal_history()
    assert verified(company).sealed == BATCH
    deliver()

    assert verified(company).sealed == BATCH + 5
    assert not verified(company).damage


def test_no_two_events_take_one_place(cast: Cast) -> None:
    first, second = happen(cast.alfa, cast.anna, 2)
    same: dict[str, Any] = {"chain": "x", "position": 1, "digest": "0" * 64}
    EventSeal.objects.create(event=first, **same)

    with pytest.raises(IntegrityError), transaction.atomic():
        EventSeal.objects.create(event=second, **same)


def test_a_deleted_person_leaves_the_chain_whole(cast: Cast) -> None:
    happen(cast.alfa, cast.anna, 2)
    happen(cast.alfa, cast.bartek)
    seal_now(cast.alfa)

    delete_account(None, cast.anna)
    seal_now(cast.alfa)

    found = verified(cast.alfa)
    assert not found.damage
    assert found.erased >= 2
    gone = EventDetails.objects.filter(event__actor=cast.anna, event__company=cast.alfa)
    assert {(one.salt, one.place_salt, one.address, str(one.values)) for one in gone} == {
        ("", "", "", "{}")
    }


def test_what_was_erased_before_it_was_sealed_is_sealed_empty(cast: Cast) -> None:
    happen(cast.alfa, cast.anna)
    delete_account(None, cast.anna)

    seal_now(cast.alfa)

    found = verified(cast.alfa)
    assert not found.damage
    assert found.erased >= 1


def test_whom_the_staff_are_and_which_row_it_was_stays_hidden_in_a_statement(cast: Cast) -> None:
    event = {
        "public_id": "e" * 16,
        "kind": "staff.viewed_company",
        "at": clock.now(),
        "actor__public_id": cast.ewa.public_id,
        "person__public_id": None,
        "company__public_id": cast.alfa.public_id,
        "subject_type": "companies.Company",
        "subject_id": cast.alfa.pk,
        "by_staff": True,
        "facts": {"people": [1, 2], "number": "OSW/1"},
    }

    said = chain.statement(event, values="", place="")

    assert cast.ewa.public_id not in str(said)
    assert len(said["subject"]) == len(said["facts"]["people"]) == 64
    assert said["facts"]["number"] == "OSW/1"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_seal_everything_once() -> None:
    company, person = factories.company(), factories.person()
    happen(company, person, 60)
    barrier, failures = threading.Barrier(4), []

    def work() -> None:
        try:
            barrier.wait()
            for _ in range(3):
                seal_now(company)
                seal_batch(after=0, most=20)
        except Exception as failure:  # noqa: BLE001 (reported below)
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    happen(company, person, 40)
    for thread in threads:
        thread.join()
    seal_now(company)

    found = verify_chain(company.public_id)
    assert not failures
    assert (found.sealed, found.damage) == (100, [])
