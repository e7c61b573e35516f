"""Which products of a company people open by name, and how many people: stated here, fulfilled above (licenses)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.catalog.models import Product
from klucznik.companies.models import Company


@dataclass(frozen=True)
class Openable:
    """A product that needs a person's access; at most `most` people may have it (None: as many as one likes)."""

    product: Product
    most: int | None


class Entitlements(Protocol):
    """Reads what a company's licenses allow today."""

    def openable(self, company: Company) -> list[Openable]:
        """The products that need access, in the order of the catalog; one query."""
        ...


def openable_products(company: Company) -> list[Openable]:
    """What the fulfilling class named in settings.ENTITLEMENTS says."""
    entitlements: Entitlements = import_string(settings.ENTITLEMENTS)()
    return entitlements.openable(company)
