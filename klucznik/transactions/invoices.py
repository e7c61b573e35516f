"""Whether somebody knows an invoice of a company: number and gross amount, of the last twelve months."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.transactions.models import Transaction

LATELY = timedelta(days=365)


def fits(company: Company, *, number: str, gross: Decimal) -> bool:
    """Both of one order; every order is compared, so that the time tells nothing of the number."""
    orders = Transaction.objects.filter(company=company, on__gte=clock.today() - LATELY)
    known = orders.exclude(status=Transaction.Status.CANCELLED).values_list("number", "gross")
    wanted = _plain(number)
    found = [(_plain(one) == wanted) & (amount == gross) for one, amount in known]
    return bool(wanted) and any(found)


def _plain(number: str) -> str:
    """As people copy it: without spaces and in one case."""
    return "".join(number.split()).casefold()
