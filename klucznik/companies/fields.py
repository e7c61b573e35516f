"""The contact data of a company: what a customer may edit, what they did edit, and in which version they saw it."""

from __future__ import annotations

import hashlib

from klucznik.companies.models import Company

# An import leaves alone what the customer edited.
CONTACT_FIELDS = ("name", "street", "postcode", "city", "email", "phone")


def data_version(company: Company) -> str:
    """A short name of the contact data as they are, to notice when somebody else changed them."""
    text = "\x1f".join(str(getattr(company, field)) for field in CONTACT_FIELDS)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def edited(company: Company) -> dict[str, bool]:
    """Which of the data the customer edited; street, code and town are one address."""
    changed = set(company.edited_fields)
    return {
        "name": "name" in changed,
        "address": bool(changed & {"street", "postcode", "city"}),
        "email": "email" in changed,
        "phone": "phone" in changed,
    }
