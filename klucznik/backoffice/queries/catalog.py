"""The catalog as the staff read it: lines with what they sell, what was loaded, one product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from klucznik.catalog.models import CatalogVersion, Line, Product

LOADS_SHOWN = 10


@dataclass
class Shelf:
    """A line with its programs and extensions."""

    line: Line
    programs: list[Product] = field(default_factory=list)
    extensions: list[Product] = field(default_factory=list)


def shelves() -> list[Shelf]:
    """What is sold, in the catalog's order; lines that sell nothing any more are left out."""
    found: dict[int, Shelf] = {}
    for product in Product.objects.sold().select_related("line"):
        shelf = found.setdefault(product.line_id, Shelf(product.line))
        (shelf.extensions if product.is_extension else shelf.programs).append(product)
    return list(found.values())


def whole_catalog() -> dict[str, Any]:
    """Everything that the page shows, for any number of products in three queries."""
    loads = CatalogVersion.objects.select_related("loaded_by")
    return {
        "shelves": shelves(),
        "retired": Product.objects.filter(retired_at__isnull=False).select_related("line"),
        "loads": loads[:LOADS_SHOWN],
    }


def around(product: Product) -> dict[str, list[Product]]:
    """What extends it, or what it extends."""
    others = list(Product.objects.sold().exclude(pk=product.pk))
    return {
        "extensions": [one for one in others if product.code in one.extends],
        "extended": [one for one in others if one.code in product.extends],
    }
