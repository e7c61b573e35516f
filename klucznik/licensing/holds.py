"""Whoever has, or ever had, a license is the vendor's customer and is not closed from outside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company


class Licenses:
    """Fulfills companies.holds.Hold."""

    def why(self, company: Company) -> str:
        return _("It has or had licenses.") if company.licenses.exists() else ""

    def let_go(self, company: Company, actor: User) -> None:
        """Nothing is left to end."""
