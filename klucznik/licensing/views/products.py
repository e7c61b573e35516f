"""My products: what a company has, and finding one of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.notices import told_on_top
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.licensing.forms import LicenseFilter, LicenseSearch
from klucznik.licensing.models import SHELVES, License
from klucznik.licensing.queries import (
    by_number,
    counts_of,
    narrowed,
    products_named,
    products_to_try,
)
from klucznik.licensing.reading import standings
from klucznik.licensing.showing import Borrowed, borrowed


@requires(Permission.PRODUCTS_READ)
def products(request: CompanyRequest, company: Company) -> HttpResponse:
    """The licenses by line and product, below the one notice that matters now."""
    return _products(request, LicenseFilter(request.GET))


@require_POST
@requires(Permission.PRODUCTS_READ)
def find(request: CompanyRequest, company: Company) -> HttpResponse:
    """A license by its whole number, or products by their name. What may be a number never gets into an address."""
    form = LicenseSearch(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    if (license := by_number(company, words)) is not None:
        return redirect("licensing:license", company.public_id, license.public_id)
    if not words or products_named(words):
        address = reverse("licensing:products", args=[company.public_id])
        return redirect(f"{address}?{urlencode({'name': words})}" if words else address)
    return _products(request, LicenseFilter({"name": words}))


def _products(request: CompanyRequest, form: LicenseFilter) -> HttpResponse:
    everything = License.objects.filter(company=request.company)
    shown = keyset(narrowed(everything.told(), **form.wanted), SHELVES, request.GET.get("after"))
    return page(
        request,
        "licensing/products.html",
        filter=form,
        wanted=form.wanted,
        page=shown,
        rows=standings(request.membership, shown.rows),
        counts=counts_of(everything),
        notices=told_on_top(request.membership),
        borrowed=_borrowed(request, form),
        has_trials=bool(products_to_try(request.company)),
    )


def _borrowed(request: CompanyRequest, form: LicenseFilter) -> list[Borrowed]:
    """Below the licenses of the first page, where nothing is looked for."""
    looks_for = any(form.wanted.values()) or request.GET.get("after")
    return [] if looks_for else borrowed(request.membership)
