"""Ticks of products: how many are taken, and giving one only while a place is left."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.members.entitlements import openable_products
from klucznik.members.errors import NoPlaceLeft, NotYourProduct
from klucznik.members.models import AccessRequest, ProductAccess


def taken_places(company: Company) -> dict[int, int]:
    """How many people have access to each product (by its key); products without anybody are missing."""
    active = ProductAccess.objects.active().filter(membership__company=company)
    return dict(active.values_list("product").annotate(people=Count("id")))


def full_products(company: Company, wanted: Iterable[Product]) -> list[Product]:
    """Of the wanted products those in which no place is left. Read it under `lock_company` before giving one.

    A license that shrank below the people in it takes nothing from them, but lets nobody else in.
    Raises NotYourProduct for a product that the company's licenses do not open.
    """
    wanted = list(wanted)
    if not wanted:
        return []
    most = {open.product.pk: open.most for open in openable_products(company)}
    taken = taken_places(company)
    if any(product.pk not in most for product in wanted):
        raise NotYourProduct
    limits = ((product, most[product.pk]) for product in wanted)
    return [
        product
        for product, limit in limits
        if limit is not None and taken.get(product.pk, 0) >= limit
    ]


def require_places(company: Company, wanted: Iterable[Product]) -> None:
    """Refuse when one of the products is full, and say which."""
    if full := full_products(company, wanted):
        raise NoPlaceLeft(products=names(full))


def tick(membership: Membership, products: Iterable[Product], *, by: User | None) -> None:
    """Give access; the caller made sure that there is a place. Whoever asked for it has the answer now."""
    products = list(products)
    ProductAccess.objects.bulk_create(
        [
            ProductAccess(membership=membership, product=product, granted_by=by)
            for product in products
        ]
    )
    end_requests(membership, AccessRequest.Outcome.GRANTED, products=products, by=by)


def untick(membership: Membership, products: Iterable[Product], *, by: User | None) -> None:
    """Withdraw access; the row stays and says until when and by whom."""
    active = ProductAccess.objects.filter(
        membership=membership, product__in=list(products), ended_at=None
    )
    active.update(ended_at=clock.now(), ended_by=by)


def lapse(membership: Membership) -> None:
    """Close the ticks of this place whose time is over and that no task has visited yet."""
    over = ProductAccess.objects.overdue().filter(membership=membership)
    over.update(ended_at=F("until"))


def ticked(membership: Membership) -> list[Product]:
    """The products that this person may open."""
    held = ProductAccess.objects.held().filter(membership=membership)
    return list(Product.objects.filter(pk__in=held.values("product")).order_by("pk"))


def end_requests(
    membership: Membership,
    outcome: AccessRequest.Outcome,
    *,
    by: User | None,
    products: Iterable[Product] | None = None,
) -> None:
    """Close requests that wait for an answer no more: for these products, or all when the place ends."""
    waiting = AccessRequest.objects.open().filter(membership=membership)
    if products is not None:
        waiting = waiting.filter(product__in=list(products))
    waiting.update(outcome=outcome, decided_at=clock.now(), decided_by=by)


def names(products: Iterable[Product]) -> str:
    return ", ".join(product.name for product in products)
