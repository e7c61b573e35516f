"""What can be done about several people at once: for whom it will be done, who is left out, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.errors import DomainError
from klucznik.members.accesses import full_products, taken_places
from klucznik.members.entitlements import openable_products
from klucznik.members.errors import (
    AlreadySo,
    AlwaysOneByOne,
    NoPlaceLeft,
    NoRoleNoAccess,
    NotOneself,
    RightMissing,
)
from klucznik.members.models import ProductAccess
from klucznik.members.permissions import (
    check_manageable,
    check_role,
    check_until,
    may_open_for,
    why_not,
)
from klucznik.members.timetable import day_of

# What the buttons below the list say, in this order.
ROLE, GIVE, WITHDRAW, UNTIL, DISCONNECT = "role", "give", "withdraw", "until", "disconnect"


@dataclass
class Sorted:
    """The chosen people: those the act is for, those it leaves out with the reason, those who are not here any more."""

    fit: list[Membership] = field(default_factory=list)
    skipped: list[tuple[Membership, str]] = field(default_factory=list)
    gone: int = 0

    @property
    def left_out(self) -> int:
        return len(self.skipped) + self.gone


class Act:
    """One thing done to each of several people; `check` raises why it cannot be done to this one."""

    name: str

    def check(self, manager: Membership, target: Membership) -> None:
        raise NotImplementedError

    def begin(self, company: Company) -> None:
        """Read once what all the checks need."""


@dataclass
class AboutPlaces(Act):
    """What concerns a place: never one's own, never that of somebody who holds the keys."""

    def check(self, manager: Membership, target: Membership) -> None:
        if manager.pk == target.pk:
            raise NotOneself
        if target.is_global_administrator:
            raise AlwaysOneByOne


@dataclass
class ChangeRole(AboutPlaces):
    """Give another role below the global one."""

    role: Role
    name = ROLE

    def check(self, manager: Membership, target: Membership) -> None:
        super().check(manager, target)
        if target.role == self.role:
            raise AlreadySo
        check_role(manager, target, self.role)


@dataclass
class SetUntil(AboutPlaces):
    """Set a last day, or let the places last."""

    until: date | None
    name = UNTIL

    def check(self, manager: Membership, target: Membership) -> None:
        super().check(manager, target)
        if day_of(target.until) == self.until:
            raise AlreadySo
        check_until(manager, target, self.until)


@dataclass
class Disconnect(AboutPlaces):
    """Take people out of the company."""

    name = DISCONNECT

    def check(self, manager: Membership, target: Membership) -> None:
        super().check(manager, target)
        check_manageable(manager, target)


@dataclass
class GiveProduct(Act):
    """Let people open a product while there are places."""

    product: Product
    left: int | None = None
    holders: set[int] = field(default_factory=set)
    name = GIVE

    def begin(self, company: Company) -> None:
        full_products(company, [self.product])  # refuses a product without a license
        most = {open.product.pk: open.most for open in openable_products(company)}
        limit = most[self.product.pk]
        taken = taken_places(company).get(self.product.pk, 0)
        self.left = None if limit is None else max(0, limit - taken)
        self.holders = _holders(company, self.product)

    def check(self, manager: Membership, target: Membership) -> None:
        if target.role == Role.ASSOCIATED:
            raise NoRoleNoAccess
        if not may_open_for(manager, target):
            raise RightMissing
        if target.pk in self.holders:
            raise AlreadySo
        if self.left is not None and self.left <= 0:
            raise NoPlaceLeft(products=self.product.name)
        self.left = None if self.left is None else self.left - 1


@dataclass
class WithdrawProduct(Act):
    """Take a product from people."""

    product: Product
    holders: set[int] = field(default_factory=set)
    name = WITHDRAW

    def begin(self, company: Company) -> None:
        self.holders = _holders(company, self.product)

    def check(self, manager: Membership, target: Membership) -> None:
        if target.pk not in self.holders:
            raise AlreadySo
        if not may_open_for(manager, target):
            raise RightMissing


def chosen_places(company: Company, chosen: Iterable[str]) -> list[Membership]:
    """The places behind these public ids, by name; those of other companies and ended ones are not among them."""
    found = Membership.objects.active().filter(company=company, public_id__in=list(chosen))
    places = list(found.select_related("user").order_by("user__sort_name", "pk"))
    for place in places:
        place.company = company
    return places


def sort_out(manager: Membership, act: Act, chosen: list[str]) -> Sorted:
    """Whom the act will reach, and whom not; changes nothing."""
    result, places = Sorted(), chosen_places(manager.company, chosen)
    act.begin(manager.company)
    for place in places:
        try:
            act.check(manager, place)
            result.fit.append(place)
        except DomainError as refusal:
            result.skipped.append((place, reason_of(manager, place, refusal)))
    result.gone = len(set(chosen)) - len(places)
    return result


def reason_of(manager: Membership, place: Membership, refusal: DomainError) -> str:
    """The reason about this person rather than about rights in general."""
    about_rights = isinstance(refusal, RightMissing)
    return (about_rights and why_not(manager, place)) or str(refusal)


def _holders(company: Company, product: Product) -> set[int]:
    ticks = ProductAccess.objects.active().filter(membership__company=company, product=product)
    return set(ticks.values_list("membership", flat=True))


def products_given(company: Company) -> list[Product]:
    """What can be withdrawn: products that somebody opens by name."""
    ticks = ProductAccess.objects.active().filter(membership__company=company)
    return list(Product.objects.filter(pk__in=ticks.values("product")).order_by("name"))


def products_to_give(company: Company) -> list[Product]:
    """What can be given today."""
    return sorted((open.product for open in openable_products(company)), key=lambda one: one.name)
