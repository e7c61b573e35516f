"""Put events into the chain of their company, in batches, after the transactions in which they happened.

A transaction that commits late gets a later place. Of two workers at the same work one wins by the constraints of
the seals; the other looks again at what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from klucznik.events import chain
from klucznik.events.models import Event, EventSeal

if TYPE_CHECKING:
    from klucznik.companies.models import Company

Row = Mapping[str, Any]
BATCH = 1000
# No transaction is open for longer: below the last event sealed so long ago there is nothing left to seal.
SETTLED = timedelta(hours=1)
TRIES = 20
COLUMNS = (
    "pk",
    "public_id",
    "kind",
    "at",
    "actor__public_id",
    "person__public_id",
    "company__public_id",
    "subject_type",
    "subject_id",
    "by_staff",
    "facts",
)
PERSONAL = (
    "details__values",
    "details__salt",
    "details__address",
    "details__agent",
    "details__place_salt",
)


def seal_batch(*, after: int | None = None, most: int = BATCH) -> int | None:
    """Seal the next events of all chains. Returns the last one's key when there may be more.

    `after` is where to begin; None: after those that are settled.
    """
    begin = _settled(EventSeal.objects.order_by("-event_id")) if after is None else after
    rows = list(_waiting(Event.objects.filter(pk__gt=begin))[:most])
    rows.sort(key=lambda row: (chain_of(row), row["pk"]))
    for name, links in groupby(rows, key=chain_of):
        append(name, list(links))
    return max(row["pk"] for row in rows) if len(rows) == most else None


def seal_now(company: Company | None) -> None:
    """Seal all that has happened in a company until now, for a receipt or a file that is about to be given out."""
    name = company.public_id if company else chain.PORTAL
    begin = _settled(EventSeal.objects.filter(chain=name).order_by("-position"))
    while True:
        rows = list(_waiting(Event.objects.filter(company=company, pk__gt=begin))[:BATCH])
        append(name, rows)
        if len(rows) < BATCH:
            return
        begin = rows[-1]["pk"]


def append(name: str, rows: list[Row]) -> None:
    """Add links at the end of a chain; begin again with what is left when somebody else was quicker."""
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                EventSeal.objects.bulk_create(_links(name, rows))
            return
        except IntegrityError:
            keys = [row["pk"] for row in rows]
            sealed = set(EventSeal.objects.filter(event__in=keys).values_list("event", flat=True))
            rows = [row for row in rows if row["pk"] not in sealed]
    raise RuntimeError(f"the chain {name} does not come to rest")


def head(name: str) -> EventSeal | None:
    """The last link of a chain."""
    return EventSeal.objects.filter(chain=name).order_by("-position").first()


def chain_of(row: Row) -> str:
    return row["company__public_id"] or chain.PORTAL


def commitments(row: Row) -> tuple[str, str]:
    """Of the values, and of address and program; empty where they are erased."""
    place = {"address": row["details__address"], "agent": row["details__agent"]}
    return (
        chain.commitment(row["details__salt"] or "", "values", row["details__values"]),
        chain.commitment(row["details__place_salt"] or "", "place", place),
    )


def _links(name: str, rows: Iterable[Row]) -> list[EventSeal]:
    last, links = head(name), []
    position, previous = (last.position, last.digest) if last else (0, chain.BEGINNING)
    for row in rows:
        values, place = commitments(row)
        content = chain.content_digest(chain.statement(row, values=values, place=place))
        position += 1
        previous = chain.link_digest(name, position, previous, content)
        links.append(
            EventSeal(
                event_id=row["pk"],
                chain=name,
                position=position,
                commitment=values,
                place=place,
                digest=previous,
            )
        )
    return links


def _waiting(events: QuerySet[Event]) -> QuerySet[Event, Row]:
    sealed = EventSeal.objects.filter(event=OuterRef("pk"))
    return events.filter(~Exists(sealed)).order_by("pk").values(*COLUMNS, *PERSONAL)


def _settled(seals: QuerySet[EventSeal]) -> int:
    """The key of an event sealed so long ago that everything below it is sealed, too."""
    old = seals.filter(sealed_at__lt=timezone.now() - SETTLED)
    return old.values_list("event_id", flat=True).first() or 0
