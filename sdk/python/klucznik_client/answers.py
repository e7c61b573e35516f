"""Answers of the portal: what was signed in them, and the verdict that a program acts on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from klucznik_client import tokens
from klucznik_client.errors import InvalidToken
from klucznik_client.keys import KeyRing
from klucznik_client.things import objects, text, whole
from klucznik_client.values import Fields


@dataclass(frozen=True)
class NextStep:
    """What the person can do: renew, register, free_device, sign_in, contact_vendor, wait or none."""

    code: str = "none"
    sentence: str = ""
    url: str = ""


@dataclass(frozen=True)
class Notice:
    """Something to show beside the verdict; the weightiest first."""

    code: str
    weight: int = 0
    sentence: str = ""
    url: str = ""


@dataclass(frozen=True)
class SignedEntity:
    """The entity that the program named: registered, unregistered until a day, or read_only since it."""

    tax_id: str
    state: str
    read_only_from: date | None


@dataclass(frozen=True)
class SignedAnswer:
    """The part of an answer that may be believed without a connection."""

    verdict: str
    mode: str
    license: str
    device: str
    product: str
    at: datetime
    next_contact_at: datetime
    works_until: datetime
    valid_to: date | None
    grace_to: date | None
    size: int
    metric: str
    taken: int
    nonce: str
    entity: SignedEntity | None = None


@dataclass(frozen=True)
class Verdict:
    """What the program may do now, and why. A verdict is an answer, never an exception.

    `source` tells where it comes from: portal (asked just now), answer (an earlier one), file, grace, none.
    """

    verdict: str
    mode: str
    source: str
    sentence: str
    next_step: NextStep = NextStep()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[str, ...] = ()
    license: str = ""
    device: str = ""
    size: int | None = None
    metric: str = ""
    taken: int | None = None
    valid_to: date | None = None
    grace_to: date | None = None
    next_contact_at: datetime | None = None
    works_until: datetime | None = None
    days_left: int | None = None  # until the license ends, or its grace
    contact_days_left: int | None = None  # until the program needs the portal or a new file

    @property
    def can_change(self) -> bool:
        """Whether documents may be changed. Reading, printing and exporting them is always allowed."""
        return self.mode != "read_only"

    @property
    def is_full(self) -> bool:
        return self.mode == "full"


def read(signed: object, keys: KeyRing) -> SignedAnswer:
    """The content of a genuine signed answer; InvalidToken for everything else."""
    if not isinstance(signed, str):
        raise InvalidToken("malformed", "The answer is not signed.")
    given = Fields(tokens.verify(signed, tokens.ANSWER, keys))
    try:
        return _content(given)
    except ValueError as error:
        raise InvalidToken("bad_payload", f"Its content cannot be read: {error}.") from None


def _content(given: Fields) -> SignedAnswer:
    return SignedAnswer(
        verdict=given.text("verdict"),
        mode=given.text("mode"),
        license=given.text("license"),
        device=given.text("device"),
        product=given.text("product"),
        at=given.moment("at"),
        next_contact_at=given.moment("next_contact_at"),
        works_until=given.moment("works_until"),
        valid_to=given.day_or_none("valid_to"),
        grace_to=given.day_or_none("grace_to"),
        size=given.whole("size"),
        metric=given.text("metric"),
        taken=given.whole("taken"),
        nonce=given.text("nonce"),
        entity=_entity(given.inner("entity")) if given.values.get("entity") else None,
    )


def _entity(given: Fields) -> SignedEntity:
    return SignedEntity(
        tax_id=given.text("tax_id"),
        state=given.text("state"),
        read_only_from=given.day_or_none("read_only_from"),
    )


def words(plain: Mapping[str, Any]) -> tuple[str, NextStep, tuple[Notice, ...]]:
    """What an answer says to people: its sentence, next step and notices. Shown, never judged by."""
    step = plain.get("next_step")
    step = step if isinstance(step, dict) else {}
    notices = tuple(
        Notice(text(one, "code"), whole(one, "weight"), text(one, "sentence"), text(one, "url"))
        for one in objects(plain.get("notices"))
    )
    next_step = NextStep(text(step, "code") or "none", text(step, "sentence"), text(step, "url"))
    return text(plain, "sentence"), next_step, notices
