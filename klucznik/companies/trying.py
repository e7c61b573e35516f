"""Tries to learn about a company are counted before anything is answered, in commits of their own."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.familiarity import is_familiar
from klucznik.companies.models import Company, ConnectionTry
from klucznik.core.provenance import network_of
from klucznik.limits.counting import consume


def count_lookup(actor: User, address: str) -> None:
    """Count asking whether a tax ID is a customer's. Raises TooManyTries."""
    consume(connect__lookup__account=actor.pk, connect__lookup__address=network_of(address))


def count_number(actor: User, company: Company, address: str) -> None:
    """Count showing a license number, and keep the try until it succeeds. Raises TooManyTries."""
    subjects: dict[str, object] = {
        "connect.number.account": actor.pk,
        "connect.number.address": network_of(address),
    }
    if not is_familiar(actor, company):
        subjects["connect.number.company"] = company.pk
    ConnectionTry.objects.create(company=company, user=actor)
    consume(**subjects)
