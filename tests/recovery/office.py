"""A stand-in for the office module: the share that made a company, as a test sets it."""

from __future__ import annotations

from klucznik.companies.models import Company
from klucznik.recovery.offices import Share

SOURCE = "tests.recovery.office.share_of"
SHARES: dict[int, Share] = {}


def share_of(company: Company) -> Share | None:
    """Named in settings.OFFICE_SHARES by the tests."""
    return SHARES.get(company.pk)
