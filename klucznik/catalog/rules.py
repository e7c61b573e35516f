"""How the licenses of a product behave: registration, periods, seats, devices. Data from the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """How much a program does; there is no mode in which it does nothing."""

    FULL = "full", _("full")
    RESTRICTED = "restricted", _("restricted")
    READ_ONLY = "read_only", _("read only")


class Way(TextChoices):
    """How a license can be registered."""

    ONLINE = "online", _("from the program, over the internet")
    CODE = "code", _("from the program, by typing the activation code")
    FILE = "file", _("in the portal, with a license file")
    CARD = "card", _("by a paper card that the vendor's staff enters")
    TERMS = "terms", _("in the portal, by accepting the terms")


class Seating(TextChoices):
    """Whether a device keeps its seat until it is freed, or only while the program runs."""

    NAMED = "named", _("a place for each device")
    FLOATING = "floating", _("places for programs that run at the same time")


LISTS = ("ways", "notices_days", "clients_from")


@dataclass(frozen=True)
class Rules:
    """The rules of one product; days and hours are whole numbers, 0 means none."""

    ways: tuple[str, ...] = (Way.ONLINE.value,)
    needs_acceptance: bool = False
    unregistered_days: int = 0
    unregistered_end: str = Mode.READ_ONLY.value
    client_unregistered_days: int = 60
    trial_days: int = 0
    trial_amount: int = 1
    grace_days: int = 0
    at_end: str = Mode.FULL.value
    notices_days: tuple[int, ...] = (30, 14, 7, 1)
    seating: str = Seating.NAMED.value
    lease_minutes: int = 15
    activation: str = "sign_in"
    check_days: int = 7
    offline_days: int = 30
    cooldown_hours: int = 24
    releases_per_30_days: int = 3
    follows: str = ""
    care_days: int = 90
    entities: str = "own"
    shares: str = ""
    shared_people: int = 1
    reading_days: int = 30
    clients_from: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Rules:
        """The rules as the database keeps them; what is not there has its default."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in stored.items() if name in known}
        for name in LISTS:
            if name in given:
                given[name] = tuple(given[name])
        return cls(**given)

    def stored(self) -> dict[str, Any]:
        """The rules as JSON."""
        plain = asdict(self)
        return plain | {name: list(plain[name]) for name in LISTS}

    @property
    def is_floating(self) -> bool:
        return self.seating == Seating.FLOATING

    @property
    def number_activates(self) -> bool:
        return self.activation == "number"


@dataclass(frozen=True)
class Version:
    """A version that the vendor published, and the day of it (ISO)."""

    number: str
    released: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.released)


@dataclass(frozen=True)
class Edition:
    """A way in which a product is sold: its code, its name in each language, whether its registrations wait."""

    code: str
    name: dict[str, str] = field(default_factory=dict)
    needs_acceptance: bool = False

    @property
    def told(self) -> str:
        return str(in_reader_language(self.name) or self.code)


def in_reader_language(texts: Mapping[str, Any]) -> Any:
    """The text in the reader's language, in Polish where there is none."""
    return texts.get((get_language() or "pl")[:2]) or texts.get("pl")
