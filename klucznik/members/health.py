"""The bus-factor meter: who keeps the keys of a company, who stands by, and what is left after somebody goes."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.accounts.models import User
from klucznik.companies.health import Health, State, health
from klucznik.companies.keys import other_keepers
from klucznik.companies.models import Company, Membership
from klucznik.members.deputies import accepted_deputies

SHOWN = 5


@dataclass(frozen=True)
class Meter:
    """The state of the keys with those who could step in."""

    health: Health
    deputies: int = 0

    @property
    def state(self) -> State:
        return self.health.state

    @property
    def is_calm(self) -> bool:
        """Two keepers who can be reached, or one and somebody who stands by."""
        return self.state == State.OK or (self.state == State.FRAGILE and self.deputies > 0)


@dataclass(frozen=True)
class Outlook:
    """Who could still get in after a change that is being considered."""

    keepers: list[User]
    more: int
    reachable: int
    deputies: int

    @property
    def count(self) -> int:
        return len(self.keepers) + self.more


def meter_of(company: Company) -> Meter:
    return Meter(health(company), accepted_deputies(company).count())


def health_without(membership: Membership, *, successor: Membership | None = None) -> Outlook:
    """The lock-out simulator: who administers the company once this member does not, the successor among them."""
    new = [successor] if successor else []
    taking_part = [membership, *new]
    left = other_keepers(membership).exclude(pk__in=[place.pk for place in new])
    found = [*new, *left.select_related("user").order_by("pk")[:SHOWN]][:SHOWN]
    company = membership.company
    return Outlook(
        keepers=[place.user for place in found],
        more=len(new) + left.count() - len(found),
        reachable=len(new) + health(company, without=membership).reachable,
        deputies=accepted_deputies(company).exclude(membership__in=taking_part).count(),
    )


def outlook_of(membership: Membership) -> Outlook | None:
    """The same, where it says anything: about somebody who keeps the keys."""
    return health_without(membership) if membership.is_global_administrator else None
