"""The share that made a client's company, as the way back to its keys asks for it (settings.OFFICE_SHARES)."""

from __future__ import annotations

from klucznik.companies.models import Company
from klucznik.offices.models import Share as Shared
from klucznik.recovery.offices import Share


def share_of(company: Company) -> Share | None:
    """The share whose acceptance made the company, while it runs: an office that only came later made nothing.

    Several offices never made one company; a company founded anew after it was closed may have been made once more.
    """
    made = Shared.objects.active().filter(company=company, made_company=True)
    found = made.select_related("client__office").order_by("-accepted_at").first()
    if found is None or not found.email:
        return None
    return Share(found.office.name, found.email, str(found.tax_id))
