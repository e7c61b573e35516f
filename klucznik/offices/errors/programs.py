"""Why a program cannot register the entity for which it works."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AccountMismatch(DomainError):
    """The account in the program has none of the licenses; whose they are is not told, nor whether they exist."""

    code = "account_mismatch"
    field = "numbers"
    help = "office-clients"
    message = _(
        "The program is connected to the account %(account)s, and no company of this account has the licenses with "
        "which this entity works. Sign in with the account of the office that bought them, or add that company to "
        "this account."
    )

    def told(self) -> dict[str, Any]:
        return {"account": self.facts["account"], "companies": self.facts["companies"]}


class OnlyTheClientsAccount(DomainError):
    """F13: the entity also works with a license that its own company bought."""

    code = "clients_account_only"
    field = "numbers"
    help = "office-clients"
    message = _(
        "The company with this tax ID bought one of these licenses itself. So the entity is connected to the account "
        "of that company only, and registered there as its own. The office registers its client in the portal."
    )


class SeveralOffices(DomainError):
    code = "several_offices"
    field = "company"
    message = _(
        "Licenses of several companies of this account work with this entity. Say for which of them it is registered."
    )

    def told(self) -> dict[str, Any]:
        return {"companies": self.facts["companies"]}
