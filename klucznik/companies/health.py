"""How safe a company is from losing its keys: computed from who can be reached, never set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from klucznik.companies.measures import is_disputed, is_suspended
from klucznik.companies.models import Company, Membership


class State(StrEnum):
    """From two keepers of the keys to none; or what the vendor's staff noted about the company."""

    OK = "ok"
    FRAGILE = "fragile"
    UNREACHABLE = "unreachable"
    ADMINLESS = "adminless"
    DISPUTED = "disputed"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Health:
    """How many hold the global role, and how many of them can be reached."""

    administrators: int
    reachable: int
    measure: State | None = None  # set by staff, two people at a time

    @property
    def state(self) -> State:
        """What to say first about the company: a measure in force, otherwise its keys."""
        return self.measure or self.keys

    @property
    def keys(self) -> State:
        if self.reachable >= 2:
            return State.OK
        if self.reachable == 1:
            return State.FRAGILE
        return State.UNREACHABLE if self.administrators else State.ADMINLESS


def health(company: Company, *, without: Membership | None = None) -> Health:
    """Count the keepers of a company's keys; unproven ones of a known company keep nothing.

    `without` leaves one of them out: the health after a change that is only being considered.
    """
    of_company = Membership.objects.filter(company=company).exclude(pk=without.pk if without else 0)
    holders = of_company.global_administrators()
    if company.is_known:
        return Health(
            holders.filter(proven_at__isnull=False).count(),
            of_company.reachable_administrators().count(),
            measure_of(company),
        )
    usable = holders.filter(
        user__is_active=True,
        user__deletion_due_at=None,
        user__deleted_at=None,
        user__address_bounced_at=None,
    )
    return Health(holders.count(), usable.count(), measure_of(company))


def measure_of(company: Company) -> State | None:
    """A suspension outweighs a dispute."""
    if is_suspended(company):
        return State.SUSPENDED
    return State.DISPUTED if is_disputed(company) else None
