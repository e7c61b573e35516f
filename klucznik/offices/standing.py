"""Who is an accounting office, and which clients somebody of it may see."""

from __future__ import annotations

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share

OFFICE_LICENSE = (Q(variant=License.Variant.OFFICE) | Q(metric=Product.Metric.SHARES)) & ~Q(
    status=License.Status.REVOKED
)


def office_licenses(company: Company) -> QuerySet[License]:
    """What makes a company an office: licenses sold to offices, and those that share; revoked ones do not count."""
    return License.objects.told().filter(OFFICE_LICENSE, company=company)


def is_office(company: Company) -> bool:
    """Whether the company has the module for offices; one that has clients keeps it until they are gone."""
    return _marks(company)["is_office"]


def is_served(company: Company) -> bool:
    """Whether an office shares, or shared, something with the company, or asks whether it may."""
    return _marks(company)["is_served"]


def in_office(membership: Membership) -> bool:
    """Whether the rail shows the clients of the office."""
    return is_office(membership.company)


def in_client(membership: Membership) -> bool:
    """Whether the rail shows the office that serves the company."""
    return is_served(membership.company)


def _marks(company: Company) -> dict[str, bool]:
    """Both in one query, once for a company row: every page of a company asks."""
    found: dict[str, bool] | None = getattr(company, "_office_marks", None)
    if found is None:
        licenses = License.objects.filter(OFFICE_LICENSE, company=OuterRef("pk"))
        clients = Client.objects.current().filter(office=OuterRef("pk"))
        # What ended before the company was founded anew is nobody's business in it.
        before = Q(company__reopened_at__isnull=False, ended_at__lt=F("company__reopened_at"))
        shares = Share.objects.filter(Q(ended_at=None) | Q(accepted_at__isnull=False) & ~before)
        office = ExpressionWrapper(Exists(licenses) | Exists(clients), BooleanField())
        served = Exists(shares.filter(company=OuterRef("pk")))
        is_office, is_served = Company.objects.values_list(office, served).get(pk=company.pk)
        found = {"is_office": is_office, "is_served": is_served}
        company._office_marks = found  # type: ignore[attr-defined]
    return found


def visible_clients(membership: Membership) -> QuerySet[Client]:
    """All clients of the office for those who manage them, the assigned ones for everybody else."""
    rows = Client.objects.filter(office=membership.company)
    if may(membership, Permission.CLIENTS_MANAGE):
        return rows
    return rows.served_by(membership.user)
