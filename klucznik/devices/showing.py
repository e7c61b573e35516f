"""What the page of a license's devices shows: the places at a glance, each device, and what waits to return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from django.utils.translation import ngettext, pgettext_lazy

from klucznik.companies.models import Membership, Role
from klucznik.core.paging import Page, keyset
from klucznik.devices import candidates, leases, seats
from klucznik.devices.models import Activation, ActivationQuerySet
from klucznik.licensing.models import License
from klucznik.licensing.showing import Tab, is_installed


@dataclass(frozen=True)
class Places:
    """How many places of the license are taken."""

    taken: int
    size: int

    @property
    def words(self) -> str:
        return ngettext(
            "%(taken)s of %(size)s place taken", "%(taken)s of %(size)s places taken", self.size
        ) % {"taken": self.taken, "size": self.size}

    @property
    def is_over(self) -> bool:
        """Whether the license became smaller than what was in use: nobody loses a place for it."""
        return self.taken > self.size


@dataclass(frozen=True)
class Row:
    """A device with its place."""

    place: Activation
    runs: bool
    file_until: datetime | None
    may_free: bool


@dataclass(frozen=True)
class Overview:
    """The page as a whole; `places` is nothing where devices are not counted."""

    places: Places | None
    page: Page[Activation]
    rows: list[Row]
    returning: list[Activation]
    sees_all: bool


def tab(license: License, can: SimpleNamespace) -> Tab | None:
    """Fulfills settings.LICENSE_TABS: where a program is installed, for whoever has a role."""
    if not is_installed(license):
        return None
    return Tab("devices", pgettext_lazy("license tab", "Devices"), "devices:devices")


def overview(
    membership: Membership, license: License, after: str | None, now: datetime
) -> Overview:
    """Administrators see all devices, users their own; how many places are taken everybody may know."""
    page = keyset(candidates.seen_by(membership, license), ("-id",), after)
    sees_all = candidates.may_free_all(membership)
    counted = seats.are_counted(license)
    return Overview(
        places=Places(seats.taking(license, now).count(), license.size) if counted else None,
        page=page,
        rows=[row_of(membership, place, now) for place in page.rows],
        returning=list(returning(license, now)) if sees_all else [],
        sees_all=sees_all,
    )


def row_of(membership: Membership, place: Activation, now: datetime) -> Row:
    lives = place.file_until if place.file_until and place.file_until > now else None
    return Row(place, leases.holds_seat(place, now), lives, candidates.may_free(membership, place))


def returning(license: License, now: datetime) -> ActivationQuerySet:
    """Freed places that are taken until the license file of their device ends, the next one first."""
    rows = Activation.objects.filter(license=license, ended_at__isnull=False, seat_until__gt=now)
    return rows.select_related("device").order_by("seat_until", "pk")


def may_activate(membership: Membership) -> bool:
    return membership.role != Role.ASSOCIATED
