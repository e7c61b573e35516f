"""The history of transactions, as the vendor's ERP tells it."""

from __future__ import annotations

from django.http import HttpResponse

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.transactions.models import Transaction

ORDER = ("-on", "-id")


@requires(Permission.TRANSACTIONS_READ)
def transactions(request: CompanyRequest, company: Company) -> HttpResponse:
    """What the company bought, newest first."""
    rows = Transaction.objects.filter(company=company).select_related("license__product")
    return page(
        request,
        "transactions/transactions.html",
        page=keyset(rows, ORDER, request.GET.get("after")),
    )
