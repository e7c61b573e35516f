"""Walk along a chain and say where it does not hold; a million links in the memory of a thousand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef

from klucznik.events import chain
from klucznik.events.models import Event, EventSeal
from klucznik.events.sealing import BATCH, COLUMNS, PERSONAL, commitments

Row = Mapping[str, Any]
SHOWN: Final = 20  # broken places of a chain that are told one by one
SEARCHED: Final = 100  # broken places for which a mistaken order is looked for
SEAL = ("position", "digest", "commitment", "place")


@dataclass
class Chain:
    """What was found in one chain."""

    name: str
    sealed: int = 0
    unsealed: int = 0
    erased: int = 0
    head: str = chain.BEGINNING
    damage: list[str] = field(default_factory=list)
    damaged: int = 0

    def broken(self, sentence: str) -> None:
        self.damaged += 1
        if len(self.damage) < SHOWN:
            self.damage.append(sentence)


def chains() -> Iterator[str]:
    """The names of all chains, one look into the index for each."""
    last = ""
    while True:
        found = EventSeal.objects.filter(chain__gt=last).order_by("chain", "position")
        name = found.values_list("chain", flat=True).first()
        if name is None:
            return
        yield name
        last = name


def waiting() -> dict[str, int]:
    """How many events of each chain are not sealed yet."""
    sealed = EventSeal.objects.filter(event=OuterRef("pk"))
    counted = Event.objects.filter(~Exists(sealed)).values("company__public_id")
    return {
        row["company__public_id"] or chain.PORTAL: row["number"]
        for row in counted.annotate(number=Count("pk")).order_by()
    }


def verify_chain(name: str, *, unsealed: int = 0) -> Chain:
    """Recompute every link from what the database holds."""
    found = Chain(name, unsealed=unsealed)
    position, previous, searched = 0, chain.BEGINNING, 0
    for rows in _batches(name):
        for row in rows:
            if row["position"] != position + 1:
                found.broken(_gap(position + 1, row["position"] - 1))
                previous = ""
            position = row["position"]
            if _fits(name, row, previous):
                previous = row["digest"]
            else:
                searched += 1
                previous = _tell(found, row, rows, previous if searched <= SEARCHED else "")
            _check_details(found, row)
            found.sealed += 1
    found.head = previous
    return found


def _batches(name: str) -> Iterator[list[Row]]:
    seals = EventSeal.objects.filter(chain=name).order_by("position")
    columns = [f"event__{column}" for column in (*COLUMNS, *PERSONAL)]
    who = ("event__actor__deleted_at", "event__details__erased_for__deleted_at")
    last = 0
    while rows := list(
        seals.filter(position__gt=last).values(*SEAL, *columns, *who, "event__details")[:BATCH]
    ):
        yield [{key.removeprefix("event__"): row[key] for key in row} for row in rows]
        last = rows[-1]["position"]


def _content(row: Row) -> str:
    said = chain.statement(row, values=row["commitment"], place=row["place"])
    return chain.content_digest(said)


def _fits(name: str, row: Row, previous: str) -> bool:
    """Whether a link covers event, place and the link before; after a gap (`previous` empty) nobody can know."""
    belongs = (row["company__public_id"] or chain.PORTAL) == name
    if not previous:
        return belongs
    digest = chain.link_digest(name, row["position"], previous, _content(row))
    return belongs and digest == row["digest"]


def _tell(found: Chain, row: Row, near: list[Row], previous: str) -> str:
    """Say what is wrong with a link, and with which digest the walk goes on."""
    at, digests = row["position"], {other["digest"] for other in near}
    for other in near if previous else []:
        digest = chain.link_digest(found.name, at, previous, _content(other))
        if digest in digests:
            found.broken(
                f"wrong order: at {at} belongs {_event(other)}, which stands at {other['position']}"
            )
            return digest
    found.broken(f"changed: at {at} {_event(row)} is not what was sealed")
    return str(row["digest"])


def _check_details(found: Chain, row: Row) -> None:
    """The personal part must be what was sealed, or erased because somebody's account was deleted."""
    values, place = commitments(row)
    if row["details"] is None:
        if row["commitment"] or row["place"]:
            found.broken(f"details missing: at {row['position']} those of {_event(row)}")
        return
    erased = 0
    for salt, kept, now, by, what in (
        ("details__salt", row["commitment"], values, "details__erased_for__deleted_at", "values"),
        ("details__place_salt", row["place"], place, "actor__deleted_at", "address or program"),
    ):
        if not row[salt]:
            erased = 1
            if row[by] is None or not _is_empty(row, what):
                found.broken(f"{what} erased without a deleted person: at {row['position']}")
        elif now != kept:
            found.broken(f"{what} changed: at {row['position']} those of {_event(row)}")
    found.erased += erased


def _is_empty(row: Row, what: str) -> bool:
    if what == "values":
        return not row["details__values"]
    return not row["details__address"] and not row["details__agent"]


def _event(row: Row) -> str:
    return f"{row['kind']} of {chain.utc(row['at'])} ({row['public_id']})"


def _gap(first: int, last: int) -> str:
    where = f"at {first}" if first == last else f"from {first} to {last}"
    return f"missing: no link {where}"
