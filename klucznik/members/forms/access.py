"""What a person may tick about access to products."""

from __future__ import annotations

from typing import Any

from klucznik.companies.models import Company
from klucznik.core.forms import ActionForm
from klucznik.members.forms.choices import ProductsField


class AccessForm(ActionForm):
    """The products that a member may open."""

    products = ProductsField()

    def __init__(self, *args: Any, company: Company, **options: Any) -> None:
        super().__init__(*args, **options)
        products: ProductsField = self.fields["products"]  # type: ignore[assignment]
        products.offer(company)
        self.has_products = bool(products.places)
