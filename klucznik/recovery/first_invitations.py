"""The link of a first administrator's invitation, and the address it goes to."""

from __future__ import annotations

from datetime import timedelta

from klucznik.companies.models import Company
from klucznik.core import tokens
from klucznik.recovery.models import FirstAdministratorInvitation

VALID_FOR = timedelta(days=14)


def secret_of(public_id: str, nonce: str) -> str:
    """What the link in the message carries."""
    return tokens.derive("first_administrator", public_id, nonce)


def first_invitation_with(secret: str) -> FirstAdministratorInvitation | None:
    """The invitation whose link this is, whatever became of it."""
    found = FirstAdministratorInvitation.objects.select_related("company", "declaration")
    return found.filter(secret_hash=tokens.hashed(secret)).first()


def address_for(company: Company) -> str:
    """The address that the vendor's own records hold; never one that a person of the portal typed."""
    if company.vendor_email:
        return company.vendor_email
    return "" if "email" in company.edited_fields else company.email
