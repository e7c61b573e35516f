"""The catalog as it is loaded: what is sold and by which rules. It is changed in its file, never here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.catalog import around, whole_catalog
from klucznik.catalog.explaining import rules_in_words, sizes_in_words
from klucznik.catalog.models import Product
from klucznik.core.http import page


@staff(StaffPermission.COMPANIES_READ)
@require_GET
def catalog(request: StaffRequest) -> HttpResponse:
    return page(request, "backoffice/catalog.html", **whole_catalog())


@staff(StaffPermission.COMPANIES_READ)
@require_GET
def catalog_product(request: StaffRequest, product: str) -> HttpResponse:
    found = get_object_or_404(Product.objects.select_related("line"), code=product)
    chapters = [] if found.is_extension else rules_in_words(found)
    context: dict[str, Any] = {"chapters": chapters, "sizes": sizes_in_words(found)}
    context |= around(found)
    return page(request, "backoffice/catalog_product.html", product=found, **context)
