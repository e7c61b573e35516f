"""My products: what a company has, each license on a page of its own."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Membership
from klucznik.companies.notices import most_important
from klucznik.companies.permissions import Permission
from klucznik.core import clock
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.licensing.entitlements import is_usable
from klucznik.licensing.forms import LicenseFilter
from klucznik.licensing.models import SHELVES, License, LicenseQuerySet
from klucznik.licensing.queries import products_to_try
from klucznik.members.explaining import explain_all


@requires(Permission.PRODUCTS_READ)
def products(request: CompanyRequest, company: Company) -> HttpResponse:
    """The licenses by line and product, below the one notice that matters now."""
    form = LicenseFilter(request.GET)
    licenses = narrowed(License.objects.filter(company=company).told(), form)
    shown = keyset(licenses, SHELVES, request.GET.get("after"))
    note_what_is_missing(request.membership, shown.rows)
    return page(
        request,
        "licensing/products.html",
        filter=form,
        page=shown,
        notice=most_important(request.membership),
        has_trials=bool(products_to_try(company)),
    )


@requires(Permission.PRODUCTS_READ)
def license(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """One license: size, dates, where it is registered; its number only for those who may see it."""
    found = get_object_or_404(License.objects.told(), company=company, public_id=license)
    # Orders of an earlier owner of the license are not this company's business.
    own = found.transactions.filter(company=company).order_by("-on", "-id")
    orders = own[:20] if request.can.transactions_read else []  # type: ignore[attr-defined]
    return page(request, "licensing/license.html", license=found, tab="overview", orders=orders)


def note_what_is_missing(membership: Membership, shown: list[License]) -> None:
    """Beside a license that works say whether the viewer opens its product, and what is missing if not."""
    working = [row for row in shown if row.product.needs_access and is_usable(row)]
    answers = explain_all(membership) if working else []
    missing = {answer.product: answer for answer in answers if not answer.opens}
    for row in working:
        row.missing = missing.get(row.product)  # type: ignore[attr-defined]
        row.opens = row.missing is None  # type: ignore[attr-defined]


def narrowed(licenses: LicenseQuerySet, form: LicenseFilter) -> LicenseQuerySet:
    """The licenses that the filter asks for; a wrong filter asks for all."""
    wanted = form.cleaned_data if form.is_valid() else {}
    ended = Q(status=License.Status.EXPIRED) | Q(valid_to__lt=clock.today())
    if wanted.get("product"):
        licenses = licenses.filter(product__code=wanted["product"])
    match wanted.get("state"):
        case "current":
            return licenses.exclude(ended)
        case "ended":
            return licenses.filter(ended)
        case _:
            return licenses
