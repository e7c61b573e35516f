"""Whose two-step verification a company demands, and who of them has none."""

from __future__ import annotations

from klucznik.accounts.factors import has_factor, people_with_factor
from klucznik.accounts.models import User
from klucznik.companies.keys import keepers
from klucznik.companies.models import Company, FactorDemand, Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event

ADMINISTRATORS = (Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR)


def concerns(demand: str, role: str) -> bool:
    """Whether the demand reaches somebody with this role."""
    if demand == FactorDemand.ADMINISTRATORS:
        return role in ADMINISTRATORS
    return demand == FactorDemand.EVERYBODY


def lacks_factor(membership: Membership) -> bool:
    """Whether this person must set up a second step before the company opens; asks the database only if demanded."""
    demand = membership.company.factor_demand
    return concerns(demand, membership.role) and not has_factor(membership.user)


def without_factor(company: Company, demand: str) -> list[User]:
    """Members whom this demand reaches and who have no second step yet."""
    places = Membership.objects.active().filter(company=company).select_related("user")
    people = [place.user for place in places.order_by("pk") if concerns(demand, place.role)]
    having = people_with_factor(user.pk for user in people)
    return [user for user in people if user.pk not in having]


def keepers_kept_out(company: Company, demand: str) -> tuple[int, int]:
    """How many who hold the keys would have to set up a second step before they get in, and how many hold them."""
    if demand == FactorDemand.NOBODY:
        return 0, 0
    people = list(keepers(company).values_list("user", flat=True))
    return len(people) - len(people_with_factor(people)), len(people)


def last_demand(company: Company) -> Event | None:
    """Who set the demand that holds now, and when."""
    found = Event.objects.filter(kind=Kind.COMPANY_FACTOR_DEMANDED, company=company)
    return found.select_related("actor").order_by("-pk").first()
