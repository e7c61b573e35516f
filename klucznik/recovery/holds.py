"""Somebody still waits for an answer about the keys: their request or case keeps the company open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.declarations.models import Declaration
from klucznik.declarations.states import ENDS, State
from klucznik.licensing.models import License
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


def why_licenses_stay(license: License) -> str:
    """Nobody carries licenses away while it is open who holds the keys (settings.LICENSE_HOLDS)."""
    waits = [State.NOTICE, State.READY]
    cases = Declaration.objects.about_the_role().filter(company=license.company_id, state__in=waits)
    return _("a case about the keys of the company is in its waiting period") if cases else ""
