"""Asking official registers about a company: one answer of three, with facts; adapters are named in the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.companies.tax_ids import TaxId


class Answer(StrEnum):
    """Yes and no are said by the register itself; whatever else happens is unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """How the company stands, in the words that matter here; empty where a register does not say."""

    ACTIVE = "active"
    NOT_STARTED = "not_started"
    SUSPENDED = "suspended"
    LIQUIDATION = "liquidation"
    BANKRUPTCY = "bankruptcy"
    RESTRUCTURING = "restructuring"
    ENDED = "ended"
    NOT_SAID = ""


@dataclass(frozen=True)
class Representative:
    """Somebody who acts for the company; a masked name shows its first letters only."""

    name: str
    function: str = ""
    masked: bool = False


@dataclass(frozen=True)
class Facts:
    """What a register said. Numbers of identity (PESEL) and bank accounts are never taken over."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    tax_id: str = ""
    regon: str = ""
    krs: str = ""
    status: str = ""
    email: str = ""
    edelivery: str = ""
    domain: str = ""
    representatives: tuple[Representative, ...] = ()
    representation: str = ""
    # The day of the last entry (ISO), where the register tells it; it does not tell what that entry changed.
    changed_on: str = ""

    @property
    def address(self) -> str:
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        return {**told, "representatives": list(told["representatives"]), "address": self.address}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Facts:
        """The facts as they were kept; what a later version does not know any more is left out."""
        known = {one.name: kept[one.name] for one in fields(cls) if one.name in kept}
        people = [Representative(**one) for one in known.get("representatives", ())]
        return cls(**{**known, "representatives": tuple(people)})


@dataclass(frozen=True)
class RegisterAnswer:
    """One answer of one register; `reason` is a short code that says why it is unknown."""

    register: str
    answer: Answer
    facts: Facts = field(default_factory=Facts)
    reason: str = ""
    # What the register calls this query, as a proof that it was asked.
    reference: str = ""
    at: datetime = field(default_factory=timezone.now)


class Register(Protocol):
    """One official register."""

    name: ClassVar[str]
    # It is asked after the others, from whose answers it learns the number to ask for.
    is_late: ClassVar[bool]
    # It may be asked to fill in a form: people wait for it, and anybody signed in can cause it.
    prefills: ClassVar[bool]

    def ask(
        self,
        tax_id: TaxId,
        *,
        earlier: Sequence[RegisterAnswer] = (),
        fresh: bool = False,
        patient: bool = True,
    ) -> RegisterAnswer | None:
        """What it says; None when companies of this kind are none of its business. It never raises.

        `fresh` asks anew whatever was kept, `patient` takes the time of a job rather than that of a page. It talks to
        another machine, so nobody calls it inside a transaction.
        """
        ...


@dataclass(frozen=True)
class RegisteredCompany:
    """What fills in a form about a company."""

    name: str
    street: str
    postcode: str
    city: str


class CompanyRegistry(Protocol):
    """A register of companies that fills in forms."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        """The company with this tax ID; None when it is not there, or when the register does not answer in time."""
        ...


class NoRegistry:
    """Used when no adapter is configured: people type their data."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        return None


class OfficialRegisters:
    """Fills in forms from those official registers that are on and meant for it, one after another."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        for register in registers():
            found = register.ask(tax_id, patient=False) if register.prefills else None
            if found and found.answer == Answer.YES and found.facts.name and found.facts.city:
                facts = found.facts
                return RegisteredCompany(facts.name, facts.street, facts.postcode, facts.city)
        return None


def registry() -> CompanyRegistry:
    """What fills in forms: an adapter of the vendor's own, the official registers, or nothing."""
    if settings.REGISTRY:
        found: CompanyRegistry = import_string(settings.REGISTRY)()
        return found
    return OfficialRegisters() if has_registry() else NoRegistry()


def has_registry() -> bool:
    """Whether forms may leave to a register what it knows."""
    return bool(settings.REGISTRY) or any(one.prefills for one in registers())


def registers() -> list[Register]:
    """The registers that are on, those that build on others last."""
    paths = [settings.REGISTER_ADAPTERS.get(name, name) for name in settings.REGISTERS]
    return sorted((_made(path) for path in paths), key=lambda one: one.is_late)


@cache
def _made(path: str) -> Register:
    made: Register = import_string(path)()
    return made


def ask_all(
    tax_id: TaxId,
    *,
    fresh: bool = False,
    patient: bool = True,
    among: Iterable[str] | None = None,
) -> list[RegisterAnswer]:
    """Ask every register that is on and has to do with the company; of these give the answers of `among`.

    The others are then asked only for what `among` builds on: an answer of today that was kept is good enough.
    """
    answers: list[RegisterAnswer] = []
    wanted = {one.name for one in registers()} if among is None else set(among)
    for register in registers():
        anew = fresh and register.name in wanted
        said = register.ask(tax_id, earlier=tuple(answers), fresh=anew, patient=patient)
        answers += [said] if said else []
    return [one for one in answers if one.register in wanted]
