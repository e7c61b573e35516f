"""The entities for which a program of an accounting office works: what the portal said of each, and what holds now."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from klucznik_client import answers, wording
from klucznik_client.answers import SignedAnswer
from klucznik_client.errors import InvalidToken
from klucznik_client.keys import KeyRing
from klucznik_client.things import text

REGISTERED = "registered"
UNREGISTERED = "unregistered"
READ_ONLY = "read_only"
UNKNOWN = "unknown"
MOST_KEPT = 300


@dataclass(frozen=True)
class Entity:
    """An entity as it stands today. Nothing known of it stops nobody: only `read_only` does.

    `state` is registered, unregistered (until `read_only_from`), read_only or unknown.
    """

    tax_id: str
    state: str = UNKNOWN
    read_only_from: date | None = None
    sentence: str = ""
    days_left: int | None = None

    @property
    def can_change(self) -> bool:
        """Whether its documents may be changed. Reading, printing and exporting them is always allowed."""
        return self.state != READ_ONLY


def plain(tax_id: str) -> str:
    """The tax ID as answers have it: the letters of the country and the number, without separators."""
    letters = "".join(letter for letter in tax_id.upper() if letter.isascii() and letter.isalnum())
    return f"PL{letters}" if letters.isdigit() else letters


def remembered(
    kept: Mapping[str, Any], signed: SignedAnswer, token: str, said: Mapping[str, Any]
) -> dict[str, Any]:
    """What is known of entities, with this answer; the ones asked about longest ago are forgotten first."""
    if signed.entity is None:
        return dict(kept)
    told = said.get("entity")
    sentence = text(told, "sentence") if isinstance(told, dict) else ""
    rest = {name: entry for name, entry in kept.items() if name != signed.entity.tax_id}
    newest = list(rest.items())[-(MOST_KEPT - 1) :]
    return dict(newest) | {signed.entity.tax_id: {"signed": token, "sentence": sentence}}


def answer_about(
    kept: Mapping[str, Any], tax_id: str, keys: KeyRing, owner: tuple[str, str]
) -> SignedAnswer | None:
    """The last genuine answer about this entity, for this program on this device (`owner`)."""
    entry = kept.get(plain(tax_id))
    with contextlib.suppress(InvalidToken):
        signed = answers.read(entry.get("signed") if isinstance(entry, dict) else None, keys)
        is_its = signed.entity is not None and signed.entity.tax_id == plain(tax_id)
        return signed if is_its and (signed.product, signed.device) == owner else None
    return None


def standing(
    tax_id: str, signed: SignedAnswer | None, kept: Mapping[str, Any], now: datetime, language: str
) -> Entity:
    """How the entity stands at this moment; its days go on while nobody is asked."""
    if signed is None or signed.entity is None:
        return Entity(plain(tax_id))
    known, today = signed.entity, now.date()
    day, state = known.read_only_from, known.state
    if state == UNREGISTERED and day is not None and today >= day:
        state = READ_ONLY
    entry = kept.get(known.tax_id)
    sentence = text(entry, "sentence") if isinstance(entry, dict) and state == known.state else ""
    return Entity(
        tax_id=known.tax_id,
        state=state,
        read_only_from=day,
        sentence=sentence or wording.sentence(f"entity_{state}", language),
        days_left=None if day is None else max(0, (day - today).days),
    )
