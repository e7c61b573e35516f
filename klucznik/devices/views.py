"""The devices of a license: who has a place, and how one is freed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.licensing.models import License


@requires(Permission.PRODUCTS_READ)
def devices(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The devices of one license."""
    found = get_object_or_404(License.objects.told(), company=company, public_id=license)
    return page(request, "devices/devices.html", license=found)
