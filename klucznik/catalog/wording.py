"""The catalog's names, for those who must not be named after it."""

from __future__ import annotations

from typing import Any

from klucznik.catalog.models import Line, Product


def names_of_products(_user: Any) -> list[str]:
    """What a guesser of a customer's password would begin with (settings.PASSWORD_WORDS)."""
    products = Product.objects.programs().sold().values_list("name", flat=True)
    return [*products, *Line.objects.values_list("name", flat=True)]
