"""A company's contact address that refuses mail: its people and the staff see it beside the address."""

from __future__ import annotations

from klucznik.companies.models import Company
from klucznik.mail.models import SentEmail


def mark_contact(email: SentEmail) -> None:
    """Remember which of the company's addresses a message could not reach."""
    if email.company_id is None:
        return
    company = Company.objects.locked(email.company_id)
    dead = {*company.dead_emails, email.address.lower()}
    ours = {company.email.lower(), company.vendor_email.lower()} - {""}
    company.dead_emails = sorted(dead & ours)
    company.save(update_fields=["dead_emails"])


def mark_contact_alive(company: Company, address: str) -> None:
    """Whoever reads the mailbox has just proved that it takes mail; the caller holds the company."""
    if address.lower() in company.dead_emails:
        company.dead_emails = [one for one in company.dead_emails if one != address.lower()]
        company.save(update_fields=["dead_emails"])
