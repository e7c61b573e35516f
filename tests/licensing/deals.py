"""Two companies and a license between them: shortcuts for tests of transfers."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.licensing import transfers
from klucznik.licensing.actions.transferring import accept_transfer, offer_license
from klucznik.licensing.models import License, Transfer


def offer(actor: User, license: License, to: Company, *, reason: str = "") -> Transfer:
    """Read the statement and agree to it."""
    statement = transfers.digest(transfers.giver_statement(license, to.tax_id))
    return offer_license(actor, license, tax_id=to.tax_id, reason=reason, statement=statement)


def accept(actor: User, transfer: Transfer) -> Transfer:
    statement = transfers.digest(transfers.receiver_statement(transfer))
    return accept_transfer(actor, transfer, statement=statement)


def fresh(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_related("license__product", "giver", "receiver")
    return rows.get(pk=transfer.pk)
