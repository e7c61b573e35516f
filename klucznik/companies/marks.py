"""The mark that carries a checked tax ID to the next step of connecting: signed, for one person, for an hour."""

from __future__ import annotations

from django.core import signing
from django.http import Http404

from klucznik.accounts.models import User
from klucznik.companies.tax_ids import TaxId

MAX_AGE = 3600


def make_mark(user: User, tax_id: TaxId) -> str:
    return signing.dumps([user.pk, tax_id.country, tax_id.number], salt="connect", compress=True)


def read_mark(user: User, mark: str) -> TaxId:
    """The tax ID in a mark; 404 for a foreign, broken or old one, so that no step can be skipped."""
    try:
        owner, country, number = signing.loads(mark, salt="connect", max_age=MAX_AGE)
    except (signing.BadSignature, ValueError) as broken:
        raise Http404 from broken
    if owner != user.pk:
        raise Http404
    return TaxId(country, number)
