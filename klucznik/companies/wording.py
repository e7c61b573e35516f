"""Facts of events in words: roles, days and the names of company data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company, FactorDemand, Membership, Role
from klucznik.core.templatetags.ui import date_long

DEMANDS: dict[str, Any] = {
    FactorDemand.NOBODY: _("from nobody"),
    FactorDemand.ADMINISTRATORS: _("from administrators"),
    FactorDemand.EVERYBODY: _("from everybody in the company"),
}


def fact_in_words(name: str, value: Any) -> Any:
    """The label of a role, a day, the names of changed fields; anything else as it is."""
    if name in ("role", "old_role") and value in Role.values:
        return str(Role(value).label)
    if name in ("demand", "demand_before") and value in FactorDemand.values:
        return str(DEMANDS[value])
    if name == "until" and isinstance(value, str):
        return date_long(date.fromisoformat(value))
    if name == "version" and isinstance(value, str):
        return version_in_words(value)
    if name == "fields" and isinstance(value, list):
        return ", ".join(
            str(getattr(Company._meta.get_field(field), "verbose_name", field)) for field in value
        )
    return value


def version_in_words(version: str) -> str:
    """The texts of the vendor are named by their day."""
    try:
        return date_long(date.fromisoformat(version))
    except ValueError:
        return version


def demand_saved(demand: str) -> str:
    """What a changed demand means now: when nobody has to, nobody is written to."""
    if demand == FactorDemand.NOBODY:
        return gettext("Saved. Everybody decides about a second step for themselves now.")
    return gettext("Saved. People who have to have a second step and have none are told by e-mail.")


def names_of_companies(user: User) -> list[str]:
    """What a guesser of this person's password would begin with (settings.PASSWORD_WORDS)."""
    if not user.pk:
        return []
    places = Membership.objects.active().filter(user=user)
    return list(places.values_list("company__name", flat=True)[:50])
