"""Whoever changes what happened, even past the database's guards, is found out, and the place is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from klucznik.events import receipts
from klucznik.events.models import Event, EventDetails, EventSeal
from klucznik.events.sealing import seal_now
from klucznik.events.verifying import waiting
from tests.cast import Cast
from tests.events.chains import happen, seals, unguarded, verified


@pytest.fixture
def events(cast: Cast) -> list[Event]:
    made = happen(cast.alfa, cast.anna, 6)
    seal_now(cast.alfa)
    assert verified(cast.alfa).damage == []
    return made


def damage(cast: Cast) -> str:
    return "\n".join(verified(cast.alfa).damage)


def test_the_database_refuses_to_change_an_event(events: list[Event]) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.filter(pk=events[0].pk).update(kind="member.left")


def test_the_database_refuses_to_change_a_seal(events: list[Event]) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EventSeal.objects.filter(event=events[0]).update(digest="1" * 64)


def test_postgresql_refuses_to_delete_a_seal_or_an_event(events: list[Event]) -> None:
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("SQLite empties the database of tests row by row")
    for table in ("events_eventseal", "events_event"):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "column", ["facts", "at", "actor", "kind", "person", "by_staff", "company"]
)
def test_a_changed_event_is_found(cast: Cast, events: list[Event], column: str) -> None:
    other = {
        "facts": {"role": "global_administrator"},
        "at": events[2].at + timedelta(microseconds=1),
        "actor": cast.bartek,
        "person": cast.bartek,
        "kind": "member.left",
        "by_staff": True,
        "company": cast.beta,
    }
    with unguarded():
        Event.objects.filter(pk=events[2].pk).update(**{column: other[column]})

    assert damage(cast).startswith("changed: at 3 ")
    assert verified(cast.alfa).damaged == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": {"email": "ktos.inny@example.com"}}, "values changed: at 3"),
        ({"address": "203.0.113.9"}, "address or program changed: at 3"),
        ({"agent": "Netscape"}, "address or program changed: at 3"),
        ({"salt": "f" * 32}, "values changed: at 3"),
        ({"values": {}, "salt": ""}, "values erased without a deleted person: at 3"),
        ({"address": "", "place_salt": ""}, "address or program erased without a deleted person"),
    ],
)
def test_changed_details_are_found(
    cast: Cast, events: list[Event], change: dict[str, object], said: str
) -> None:
    EventDetails.objects.filter(event=events[2]).update(**change)

    assert damage(cast).startswith(said)


def test_an_erasure_for_somebody_who_is_still_there_is_found(
    cast: Cast, events: list[Event]
) -> None:
    EventDetails.objects.filter(event=events[2]).update(values={}, salt="", erased_for=cast.anna)

    assert "values erased without a deleted person" in damage(cast)


def test_deleted_details_are_found(cast: Cast, events: list[Event]) -> None:
    EventDetails.objects.filter(event=events[2]).delete()

    assert damage(cast).startswith("details missing: at 3 ")


def test_a_deleted_seal_is_found(cast: Cast, events: list[Event]) -> None:
    with unguarded():
        EventSeal.objects.filter(event=events[2]).delete()

    assert damage(cast) == "missing: no link at 3"
    assert waiting() == {cast.alfa.public_id: 1}


def test_sealing_again_what_was_unsealed_does_not_hide_it(cast: Cast, events: list[Event]) -> None:
    with unguarded():
        EventSeal.objects.filter(event=events[2]).delete()
    seal_now(cast.alfa)

    assert damage(cast) == "missing: no link at 3"


def test_deleted_events_with_their_seals_are_found(cast: Cast, events: list[Event]) -> None:
    with unguarded():
        EventSeal.objects.filter(event__in=events[1:3]).delete()
        Event.objects.filter(pk__in=[event.pk for event in events[1:3]]).delete()

    assert damage(cast) == "missing: no link from 2 to 3"


@pytest.mark.parametrize(("one", "other"), [(1, 2), (0, 4), (0, 5)])
def test_two_events_that_changed_places_are_found(
    cast: Cast, events: list[Event], one: int, other: int
) -> None:
    first, second = seals(cast.alfa)[one], seals(cast.alfa)[other]
    with unguarded():
        for seal, position in ((first, 999), (second, one + 1), (first, other + 1)):
            EventSeal.objects.filter(pk=seal.pk).update(position=position)

    assert f"wrong order: at {one + 1} belongs" in damage(cast)
    assert f"which stands at {other + 1}" in damage(cast)
    assert f"wrong order: at {other + 1} belongs" in damage(cast)
    assert verified(cast.alfa).damaged == 2


def test_a_cut_tail_is_seen_with_a_receipt(cast: Cast, events: list[Event]) -> None:
    kept = receipts.receipt(cast.alfa.public_id)
    with unguarded():
        EventSeal.objects.filter(event__in=events[4:]).delete()
        Event.objects.filter(pk__in=[event.pk for event in events[4:]]).delete()

    assert damage(cast) == ""
    assert receipts.compare(kept).startswith("cut tail: the receipt knows 6 links")


def test_a_history_that_was_rewritten_whole_is_seen_with_a_receipt(
    cast: Cast, events: list[Event]
) -> None:
    kept = receipts.receipt(cast.alfa.public_id)
    with unguarded():
        EventSeal.objects.all().delete()
        Event.objects.filter(pk=events[2].pk).update(facts={"role": "global_administrator"})
    seal_now(cast.alfa)

    assert damage(cast) == ""
    assert receipts.compare(kept).startswith("rewritten: link 6")


def test_an_older_receipt_still_lies_in_a_longer_chain(cast: Cast, events: list[Event]) -> None:
    kept = receipts.receipt(cast.alfa.public_id)
    happen(cast.alfa, cast.anna, 3)
    seal_now(cast.alfa)

    assert receipts.compare(kept) == ""


def test_a_receipt_is_signed_as_a_whole(cast: Cast, events: list[Event]) -> None:
    kept = receipts.receipt(cast.alfa.public_id, company={"name": "Piekarnia Alfa"})

    assert receipts.is_signed(kept, receipts.public_key())
    assert not receipts.is_signed(kept | {"position": 5}, receipts.public_key())
    assert not receipts.is_signed(kept | {"signature": "?"}, receipts.public_key())
    assert not receipts.is_signed(kept, "AAAA")


@pytest.mark.parametrize(
    "nonsense", [{}, {"chain": 1}, {"chain": "x", "position": "1", "head": ""}]
)
def test_what_is_no_receipt_is_told_so(db: None, nonsense: dict[str, object]) -> None:
    assert "not a receipt" in receipts.compare(nonsense)


def test_the_receipt_of_nothing_fits_a_chain_without_links(db: None) -> None:
    assert receipts.compare(receipts.receipt("nobody")) == ""
