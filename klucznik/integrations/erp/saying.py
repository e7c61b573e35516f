"""What the ERP says of a license against what it said last: only what is new in it changes the license. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from klucznik.licensing.life import Status
from klucznik.licensing.periods import Span, counting

# A word of the ERP, in this order; the last one is missing where the file has no such column.
NAMES = ("product", "metric", "amount", "valid_from", "valid_to", "status", "variant", "edition")
DAYS = ("valid_from", "valid_to")
STAMPS = (
    "registered_at",
    "suspended_at",
    "suspended_by",
    "revoked_at",
    "revoked_by",
    "reason",
)

Word = list[Any]


def written(word: Word) -> str:
    """The word as it is kept beside the license."""
    return json.dumps(word, separators=(",", ":"))


def kept(word: Word, before: str) -> Word:
    """The word to keep: a file without the column of editions leaves what was said about it."""
    last = json.loads(before) if before else []
    return [*word, *last[len(word) :]]


def news(word: Word, there: Mapping[str, Any]) -> dict[str, Any]:
    """What the ERP says anew.

    Of a license that it never spoke of before, what differs from the license; "unregistered" is then no news.
    """
    if there["imported_as"]:
        last = dict(zip(NAMES, json.loads(there["imported_as"]), strict=False))
    else:
        last = {name: plain(there[name]) for name in NAMES} | {"status": Status.UNREGISTERED.value}
    said = dict(zip(NAMES, word, strict=False))
    return {name: value for name, value in said.items() if value != last.get(name, "")}


def changed(
    there: Mapping[str, Any],
    fresh: Mapping[str, Any],
    *,
    sold: Iterable[Span],
    today: date,
    now: datetime,
) -> dict[str, Any]:
    """The license after the news: all of its fields and stamps, plain."""
    after = {name: plain(there[name]) for name in NAMES} | {name: there[name] for name in STAMPS}
    after |= fresh
    if fresh.keys() & set(DAYS):
        after |= _days(after, fresh, there, sold, today)
    if "status" in fresh and fresh["status"] != there["status"]:
        after |= _stamps(there, Status(fresh["status"]), now)
    return after


def _days(
    after: Mapping[str, Any],
    fresh: Mapping[str, Any],
    there: Mapping[str, Any],
    sold: Iterable[Span],
    today: date,
) -> dict[str, Any]:
    """What the ERP says, and never less than what was sold besides."""
    last = json.loads(there["imported_as"] or "[]")
    said = dict(zip(NAMES, last, strict=False)) | dict(fresh)
    own = Span(
        date.fromisoformat(said.get("valid_from", after["valid_from"])),
        _day(said.get("valid_to", after["valid_to"])),
    )
    spans = list(sold)
    counts = counting([own, *spans], today)
    # A period that counted already goes on counting, also when the ERP's own end draws back from it.
    ends = [counts.last, *(span.last for span in spans if _counted(span, there["valid_to"]))]
    return {
        "valid_from": min(own.first, counts.first).isoformat(),
        "valid_to": None if None in ends else plain(max(end for end in ends if end)),
    }


def _counted(span: Span, before: date | None) -> bool:
    return before is None or (span.last is not None and span.last <= before)


def _stamps(there: Mapping[str, Any], status: Status, now: datetime) -> dict[str, Any]:
    """Since when it is what it is; nobody by name: the ERP said so."""
    stamps = dict.fromkeys(STAMPS) | {"reason": "", "registered_at": there["registered_at"]}
    match status:
        case Status.REGISTERED:
            stamps["registered_at"] = there["registered_at"] or now
        case Status.SUSPENDED:
            stamps["suspended_at"] = now
        case Status.REVOKED:
            stamps["revoked_at"] = now
    return stamps


def plain(value: Any) -> Any:
    """A day as the ERP writes it; anything else as it is."""
    return (
        value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
