"""Nobody of the staff acts on a company that they belong or belonged to."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership


def is_insider(user: User, company: Company) -> bool:
    return Membership.objects.filter(company=company, user=user).exists()
