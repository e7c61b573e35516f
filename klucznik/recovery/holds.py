"""Somebody still waits for an answer about the keys: their request or case keeps the company open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.declarations.models import Declaration
from klucznik.declarations.states import ENDS
from klucznik.recovery.models import RightsRequest


class Matters:
    """Fulfills companies.holds.Hold."""

    def why(self, company: Company) -> str:
        cases = Declaration.objects.filter(company=company).exclude(state__in=ENDS)
        asked = RightsRequest.objects.filter(company=company, state=RightsRequest.State.PENDING)
        if cases.exists() or asked.exists():
            return _("Somebody asks for rights in it, and the matter is not closed yet.")
        return ""

    def let_go(self, company: Company, actor: User) -> None:
        """Nothing is left to end."""
