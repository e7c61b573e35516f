"""My products for programs."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from klucznik.companies.api import member
from klucznik.companies.permissions import Permission, may
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.licensing.counting import used_of
from klucznik.licensing.models import SHELVES, License
from klucznik.licensing.schemas import LicenseOut, LicensesOut

router = Router(tags=["licenses"])


@router.get("/{company}/licenses", response={200: LicensesOut, (403, 404): Problem})
def licenses(
    request: HttpRequest, company: str, after: Annotated[str, Query(max_length=300)] = ""
) -> LicensesOut:
    """The licenses of a company, fifty at a time."""
    place = member(request, company, Permission.PRODUCTS_READ)
    page = keyset(License.objects.filter(company=place.company).told(), SHELVES, after)
    shown, used = may(place, Permission.LICENSES_READ), used_of(page.rows)
    found = [LicenseOut.of(row, used=used.get(row.pk), with_number=shown) for row in page.rows]
    return LicensesOut(licenses=found, next=page.next)
