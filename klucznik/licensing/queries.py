"""Lists about licenses: entities of one, products that a company may try."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import SEPARATORS
from klucznik.core.paging import Page, keyset
from klucznik.licensing.models import Entity, License


def entities_page(license: License, words: str, after: str | None) -> Page[Entity]:
    """Active entities by name, fifty at a time; found by a part of the name or the beginning of the number."""
    rows = Entity.objects.active().filter(license=license)
    if words:
        digits = SEPARATORS.sub("", words).upper().removeprefix("PL")
        wanted = Q(name__icontains=words)
        rows = rows.filter(wanted | Q(tax_number__startswith=digits) if digits else wanted)
    return keyset(rows, ("name", "id"), after)


def products_to_try(company: Company) -> list[Product]:
    """Products with a trial that the company never had a license of."""
    had = License.objects.filter(company=company, product=OuterRef("pk"))
    rows = Product.objects.filter(retired_at=None).exclude(Exists(had)).select_related("line")
    return [product for product in rows if product.rules.trial_days]
