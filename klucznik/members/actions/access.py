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
from klucznik.members.errors import NoRoleNoAccess, RightMissing
from klucznik.members.permissions import acting, current, may_open_for


@transaction.atomic
def grant_product_access(actor: User, membership: Membership, *, product: Product) -> Membership:
    """Let a person open one more product."""
    return set_product_access(actor, membership, products=[*ticked(membership), product])


@transaction.atomic
def withdraw_product_access(actor: User, membership: Membership, *, product: Product) -> Membership:
    """Let a person open one product less."""
    kept = [other for other in ticked(membership) if other.pk != product.pk]
    return set_product_access(actor, membership, products=kept)


@transaction.atomic
def set_product_access(
    actor: User, membership: Membership, *, products: Iterable[Product]
) -> Membership:
    """Make exactly these the products that a person may open; one event for what was given, one for what was taken."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    if target.role == Role.ASSOCIATED:
        raise NoRoleNoAccess
    if not may_open_for(manager, target):
        raise RightMissing
    before, after = ticked(target), list({product.pk: product for product in products}.values())
    given = [product for product in after if product not in before]
    taken = [product for product in before if product not in after]
    require_places(company, given)
    tick(target, given, by=actor)
    untick(target, taken, by=actor)
    for kind, changed in ((Kind.ACCESS_GRANTED, given), (Kind.ACCESS_WITHDRAWN, taken)):
        if changed:
            facts: dict[str, Any] = {
                "product": names(changed),
                "codes": [product.code for product in changed],
            }
            record(kind, actor=actor, company=company, person=target.user, subject=target, **facts)
    return target
