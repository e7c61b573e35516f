"""Who may open which product: one tick per product and person, within the size of the licenses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import names, require_places, tick, ticked, untick
from klucznik.members.actions.limits import expire_access
from klucznik.members.entitlements import openable_products
from klucznik.members.errors import NoRoleNoAccess, RightMissing
from klucznik.members.models import ProductAccess
from klucznik.members.permissions import acting, current, may_open_for


@transaction.atomic
def grant_product_access(actor: User, membership: Membership, *, product: Product) -> Membership:
    """Let a person open one more product."""
    target = _managed(actor, membership)
    give_access(actor, target, [product])
    return target


@transaction.atomic
def withdraw_product_access(actor: User, membership: Membership, *, product: Product) -> Membership:
    """Let a person open one product less; also one that no license opens any more."""
    target = _managed(actor, membership)
    _take_access(actor, target, [product])
    return target


@transaction.atomic
def set_product_access(
    actor: User, membership: Membership, *, products: Iterable[Product]
) -> Membership:
    """Of the products that can be given today make exactly these the ones that a person may open.

    A tick for a product whose license has lapsed stays: nobody saw it on the form, and the license may come back.
    """
    target = _managed(actor, membership)
    wanted = set(products)
    offered = {open.product for open in openable_products(target.company)}
    give_access(actor, target, wanted)
    _take_access(actor, target, offered - wanted)
    return target


def give_access(actor: User, target: Membership, products: Iterable[Product], **facts: Any) -> None:
    """Tick what the person does not have yet, while there is a place. Call under `lock_company`."""
    for over in ProductAccess.objects.overdue().filter(membership=target).select_related("product"):
        expire_access(over)
    held = ticked(target)
    given = [product for product in sorted(products, key=_by_name) if product not in held]
    require_places(target.company, given)
    tick(target, given, by=actor)
    _record(Kind.ACCESS_GRANTED, actor, target, given, **facts)


def _take_access(actor: User, target: Membership, products: Iterable[Product]) -> None:
    held = ticked(target)
    taken = [product for product in sorted(products, key=_by_name) if product in held]
    untick(target, taken, by=actor)
    _record(Kind.ACCESS_WITHDRAWN, actor, target, taken)


def _managed(actor: User, membership: Membership) -> Membership:
    """The person's place as it is now, the company locked, when the actor may decide what they open."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    if target.role == Role.ASSOCIATED:
        raise NoRoleNoAccess
    if not may_open_for(manager, target):
        raise RightMissing
    return target


def _record(
    kind: Kind, actor: User, target: Membership, products: list[Product], **facts: Any
) -> None:
    """One event for what was given, one for what was taken; none when nothing changed."""
    if not products:
        return
    codes = [product.code for product in products]
    told: dict[str, Any] = {"product": names(products), "codes": codes, **facts}
    record(kind, actor=actor, company=target.company, person=target.user, subject=target, **told)


def _by_name(product: Product) -> str:
    return product.name
