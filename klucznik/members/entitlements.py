"""Which products of a company people open by name, and how many people: stated here, fulfilled above (licenses)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.members.verdicts import LicenseFact, places, usable


@dataclass(frozen=True)
class Openable:
    """A product that needs a person's access; at most `most` people may have it (None: as many as one likes)."""

    product: Product
    most: int | None
    is_usable: bool = True


class Entitlements(Protocol):
    """Reads what a company's licenses allow today."""

    def licenses(
        self, company: Company, products: Collection[Product] | None = None
    ) -> dict[Product, list[LicenseFact]]:
        """All licenses (of these products) by product, also unusable ones, in the catalog's order; one query."""
        ...


def licenses_of(
    company: Company, products: Collection[Product] | None = None
) -> dict[Product, list[LicenseFact]]:
    """What the fulfilling class named in settings.ENTITLEMENTS says."""
    entitlements: Entitlements = import_string(settings.ENTITLEMENTS)()
    return entitlements.licenses(company, products)


def openable_products(company: Company) -> list[Openable]:
    """The products that can be given today: those with a usable license."""
    return [open for open in products_by_name(company) if open.is_usable]


def products_by_name(company: Company) -> list[Openable]:
    """Every product of the company that needs a person's access, also when its licenses open nothing today."""
    return [
        openable(product, licenses)
        for product, licenses in licenses_of(company).items()
        if product.needs_access
    ]


def openable(product: Product, licenses: list[LicenseFact]) -> Openable:
    """What the licenses of a product let people do together."""
    return Openable(product, places(licenses), bool(usable(licenses)))
