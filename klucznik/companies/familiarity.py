"""Who is no stranger to a company: limits counted per company do not hold them up."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership


def is_familiar(user: User, company: Company) -> bool:
    """Somebody who was ever a member, or whose confirmed address is the company's own.

    Without this a stranger who keeps guessing could keep the owner out (each stranger is still held up by the limits
    of their account and address).
    """
    own = {address.lower() for address in (company.email, company.vendor_email) if address}
    if user.activated_at and user.email.lower() in own:
        return True
    return Membership.objects.of(company).filter(user=user).exists()
