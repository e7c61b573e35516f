"""What the parts above lose and keep when somebody deletes their account: stated here, fulfilled above (DEPARTURES)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from klucznik.accounts.errors import AccountLeaves
from klucznik.accounts.models import User

SALT = "klucznik.deletion plan"
# How long a page may lie open before it has to be read again.
PLAN_AGE = 3600


@dataclass(frozen=True)
class Choice:
    """Something a person can do before they go, and where."""

    label: str
    url: str


@dataclass(frozen=True)
class Consequence:
    """What happens to one thing (a company) when its person goes, in the words of the page that warns them."""

    subject: str  # the name of the company
    text: str  # who takes over, or what nobody can do any more
    tone: str = "info"  # "warning": nobody is left to take over; "barrier": the person has to be freed from it first
    key: str = ""  # tells things of one name apart; opaque
    choices: tuple[Choice, ...] = field(default=())


@dataclass(frozen=True)
class Holding:
    """Data of one kind about a person: how much, and what becomes of it."""

    subject: str
    count: int
    reason: str = ""  # why it stays, and by which law
    stays: bool = False
    until: date | None = None  # None where it stays without a name, as long as what it belongs to


@dataclass(frozen=True)
class Plan:
    """What a person was shown before they decided: each thing, and whether anybody takes it over."""

    lines: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, consequences: Iterable[Consequence]) -> Plan:
        return cls(tuple(sorted((one.key, one.tone) for one in consequences)))

    def sealed(self, user: User) -> str:
        """For the form: signed, of this person, of this hour."""
        return signing.dumps([user.public_id, self.lines], salt=SALT)

    @classmethod
    def opened(cls, sealed: str, user: User) -> Plan | None:
        """What `sealed` holds; None when it is not ours, not this person's, or too old."""
        try:
            whose, lines = signing.loads(sealed, salt=SALT, max_age=PLAN_AGE)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(tuple((key, tone) for key, tone in lines)) if whose == user.public_id else None

    @property
    def lost(self) -> set[str]:
        """Keys of what nobody takes over."""
        return {key for key, tone in self.lines if tone == "warning"}


class Departure(Protocol):
    """A class without arguments, named in settings.DEPARTURES; all its methods run inside the account's transaction."""

    def hold(self, user: User) -> None:
        """Lock what the preview speaks of, so that it stays true until the end of the transaction."""
        ...

    def preview(self, user: User) -> list[Consequence]:
        """What would happen if the person asked for deletion now. Changes nothing."""
        ...

    def inventory(self, user: User) -> list[Holding]:
        """What there is about the person here, what goes and what stays, until when and why. Changes nothing."""
        ...

    def carry_out(self, user: User, actor: User | None) -> None:
        """The person asked for deletion: end now what must not outlast the request. It never comes back by itself."""
        ...

    def anonymize(self, user: User) -> None:
        """Deletion became final: remove what still names the person. Called before the account's own rows change."""
        ...


def departures() -> list[Departure]:
    """Every part that has something to end, in the order of the settings."""
    return [import_string(path)() for path in settings.DEPARTURES]


def consequences(user: User) -> list[Consequence]:
    """What would happen if the person asked for deletion now, the barriers and the worst first."""
    found = [one for departure in departures() for one in departure.preview(user)]
    order = {"barrier": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda one: order[one.tone])


def inventory(user: User) -> list[Holding]:
    """All that there is about a person; kinds of which there is nothing are left out."""
    found = [one for departure in departures() for one in departure.inventory(user)]
    return [one for one in found if one.count]


def hold_account(user: User) -> None:
    """Lock the account of somebody who gets a place somewhere, after the company; refuse who is on the way out.

    The door lets nobody in who asked for deletion; this is for what was on its way when they asked.
    """
    if not User.objects.living().select_for_update(no_key=True).filter(pk=user.pk).exists():
        raise AccountLeaves
