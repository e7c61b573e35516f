"""Why somebody can or cannot open a product: the facts are read here, the answer is decided in verdicts.py."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.demands import lacks_factor
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.members.accesses import taken_places
from klucznik.members.entitlements import licenses_of
from klucznik.members.models import ProductAccess
from klucznik.members.verdicts import (
    ABOUT,
    GRANTABLE,
    OPENING,
    TO_YOU,
    Facts,
    LicenseFact,
    TickFact,
    Verdict,
    decide,
    turning_day,
)

MOST_COMPANIES = 20


@dataclass(frozen=True)
class Answer:
    """The answer about one person and one product, with all it was made from."""

    membership: Membership
    product: Product
    facts: Facts
    tick: ProductAccess | None

    @cached_property
    def verdict(self) -> Verdict:
        return decide(self.facts)

    @property
    def opens(self) -> bool:
        return self.verdict in OPENING

    @property
    def mode(self) -> Literal["full", "read_only"]:
        """How far the person gets where it opens."""
        return "read_only" if self.verdict == Verdict.OPENS_TO_READ else "full"

    @property
    def is_grantable(self) -> bool:
        """Whether an administrator can mend what is missing."""
        return self.verdict in GRANTABLE

    @property
    def has_license(self) -> bool:
        """Whether the company has, or had, a license of the product at all."""
        return bool(self.facts.licenses)

    @property
    def license(self) -> LicenseFact | None:
        """The license that the verdict is about: of several in the same state the one that lasts longest."""
        licenses = self.facts.licenses
        told = [found for found in licenses if self.verdict.value == f"license_{found.state}"]
        return (told or licenses)[-1] if licenses else None

    @property
    def has_tick(self) -> bool:
        tick = self.facts.tick
        return tick is not None and tick.over_at(self.facts.now) is None

    @property
    def until(self) -> datetime | None:
        """When the right ends or ended; None: without an end."""
        tick = self.facts.tick
        return (tick.over_at(self.facts.now) or tick.until) if tick else None

    @property
    def to_you(self) -> str:
        """The sentence to the person themselves."""
        return str(TO_YOU[self.verdict]) % self._words()

    @property
    def about(self) -> str:
        """The sentence to somebody who manages access."""
        return str(ABOUT[self.verdict]) % self._words()

    def _words(self) -> dict[str, Any]:
        return {
            "person": self.membership.user.display_name,
            "product": self.product.name,
            "company": self.membership.company.name,
            "day": date_long(turning_day(self.facts)),
        }


def explain(membership: Membership, product: Product) -> Answer:
    """The answer about one product, whatever the company has of it."""
    licenses = licenses_of(membership.company).get(product, [])
    ticks = ProductAccess.objects.filter(membership=membership, product=product)
    tick = ticks.select_related("granted_by", "ended_by").order_by("-id").first()
    taken = taken_places(membership.company).get(product.pk, 0)
    factor = lacks_factor(membership)
    return Answer(
        membership, product, _facts(membership, product, licenses, taken, tick, factor), tick
    )


def explain_all(
    membership: Membership, products: Collection[Product] | None = None
) -> list[Answer]:
    """The answers about every product (of these), in the catalog's order; a few queries for any number."""
    last: dict[int, ProductAccess] = {}
    ticks = ProductAccess.objects.filter(membership=membership)
    for tick in ticks.select_related("granted_by", "ended_by").order_by("id"):
        last[tick.product_id] = tick
    taken, factor = taken_places(membership.company), lacks_factor(membership)
    return [
        Answer(
            membership,
            product,
            _facts(
                membership,
                product,
                licenses,
                taken.get(product.pk, 0),
                last.get(product.pk),
                factor,
            ),
            last.get(product.pk),
        )
        for product, licenses in licenses_of(membership.company, products).items()
    ]


def explain_everywhere(user: User, product: Product) -> list[Answer]:
    """The answers in every company of a person; without one, in those where their place has ended."""
    places = Membership.objects.filter(user=user).select_related("company", "user")
    own = places.active().order_by("company__name", "id")
    if not own.exists():
        own = places.order_by("-ended_at", "-id")
    return [explain(membership, product) for membership in own[:MOST_COMPANIES]]


def _facts(
    membership: Membership,
    product: Product,
    licenses: list[LicenseFact],
    taken: int,
    tick: ProductAccess | None,
    factor: bool,
) -> Facts:
    return Facts(
        now=clock.now(),
        needs_access=product.needs_access,
        licenses=tuple(licenses),
        taken=taken,
        has_role=membership.role != Role.ASSOCIATED,
        place_until=membership.until,
        place_ended_at=membership.ended_at,
        tick=TickFact(tick.granted_at, tick.until, tick.ended_at) if tick else None,
        second_step_missing=factor,
    )
