"""What keeps a company from being closed by its only person: stated here, fulfilled above (settings.COMPANY_HOLDS)."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company


class Hold(Protocol):
    """A class without arguments, named in settings.COMPANY_HOLDS; both methods run under `lock_company`."""

    def why(self, company: Company) -> str:
        """A sentence about what hangs on the company, or nothing. Changes nothing."""
        ...

    def let_go(self, company: Company, actor: User) -> None:
        """The company closes: end what is the actor's own in it."""
        ...


def company_holds() -> list[Hold]:
    """Every part that may hold a company, in the order of the settings."""
    return [import_string(path)() for path in settings.COMPANY_HOLDS]


def holds_of(company: Company) -> list[str]:
    """Everything that hangs on the company, in words; the vendor's own customer is never closed from outside."""
    known = _("The vendor keeps the company among its customers.") if company.is_known else ""
    return [words for words in (known, *(hold.why(company) for hold in company_holds())) if words]
