"""A share by the two numbers that stand on its invitation: they lead to the invitation, and give no right."""

from __future__ import annotations

from klucznik.companies.tax_ids import TaxId
from klucznik.licensing.numbers import LONGEST, normalized, number_key
from klucznik.offices.models import Share

# The task that looks, where nobody waits for the answer.
ANSWER = "offices.answer_number"


def key_of(number: str) -> str:
    """What a typed number is looked up by, of bounded work."""
    return number_key(normalized(number)[: LONGEST * 2])


def share_by_key(tax_id: TaxId, key: str) -> Share | None:
    """The share of this number, if it is for the firm with this tax ID."""
    found = Share.objects.select_related("client__office", "company").filter(number_key=key)
    return found.filter(client__country=tax_id.country, client__tax_number=tax_id.number).first()
