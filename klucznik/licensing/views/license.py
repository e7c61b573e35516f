"""One license: what it is and what to do about it, who opens its product, what has happened to it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.history import with_links
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.licensing.history import events_about
from klucznik.licensing.models import License
from klucznik.licensing.reading import parts_of, standings
from klucznik.licensing.transfers import waiting
from klucznik.members.accesses import taken_places
from klucznik.members.entitlements import licenses_of, openable
from klucznik.members.queries import holders_page


@requires(Permission.PRODUCTS_READ)
def license(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """State, size and dates; the number only for those who may see it."""
    found = license_of(company, license)
    return page(
        request,
        "licensing/license.html",
        license=found,
        tab="overview",
        standing=standings(request.membership, [found])[0],
        parts=parts_of(found),
        orders=orders_of(found),
        offer=waiting().filter(license=found, giver=company).first(),
    )


@requires(Permission.ACCESS_MANAGE)
def people(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Who opens the product by name; giving and taking it is done on the pages of the people."""
    found = license_of(company, license)
    if not found.product.needs_access:
        raise Http404
    licenses = licenses_of(company, [found.product])[found.product]
    return page(
        request,
        "licensing/people.html",
        license=found,
        tab="people",
        open=openable(found.product, licenses),
        taken=taken_places(company).get(found.product_id, 0),
        licenses=licenses,
        holders=holders_page(company, found.product, request.GET.get("after")),
    )


@requires(Permission.HISTORY_READ)
def history(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """What happened to the license and to what hangs on it, since the company has it."""
    found = license_of(company, license)
    shown = keyset(events_about(company, found), ("-id",), request.GET.get("after"))
    for event in with_links(shown.rows, request.membership):
        is_here = event.link and event.link.url.startswith(found.get_absolute_url())  # type: ignore[attr-defined]
        event.link = None if is_here else event.link  # type: ignore[attr-defined]
    return page(request, "licensing/history.html", license=found, tab="history", page=shown)


def orders_of(license: License) -> Any:
    """The last ones; orders of an earlier owner of the license are not this company's business."""
    own = license.transactions.filter(company=license.company)
    return own.order_by("-on", "-id")[:20]


def license_of(company: Company, public_id: str) -> License:
    """A license of this company, with all that its pages tell; 404 for any other."""
    found = get_object_or_404(License.objects.told(), company=company, public_id=public_id)
    found.company = company
    return found
