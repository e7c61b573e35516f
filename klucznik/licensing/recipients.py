"""Who reads the letters about a company's licenses."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, roles_with

# Nobody needs the whole company in copy; those with the keys come first.
MOST_TOLD = 20


def administrators(company: Company) -> list[User]:
    """Everybody who holds the keys, then others who see license numbers, twenty of them."""
    reading = Membership.objects.active().filter(
        company=company, role__in=roles_with(Permission.LICENSES_READ), user__is_active=True
    )
    places = list(reading.select_related("user").order_by("pk")[: 10 * MOST_TOLD])
    keepers = [place.user for place in places if place.is_global_administrator]
    others = [place.user for place in places if not place.is_global_administrator]
    return keepers + others[:MOST_TOLD]


def address_of(company: Company) -> str:
    """The address that the vendor's own records hold; never one that a person of the portal typed."""
    if company.vendor_email:
        return company.vendor_email
    return "" if "email" in company.edited_fields else company.email
