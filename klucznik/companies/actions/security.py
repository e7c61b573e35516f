"""What a company demands of its people's sign-in."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.errors import FactorNeeded
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.companies.errors import RightToDemandMissing
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, FactorDemand, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def demand_factor(actor: User, company: Company, *, demand: FactorDemand) -> Company:
    """Say from whom two-step verification is demanded, from now on; only somebody who has it may demand it."""
    company = lock_company(company)
    place = Membership.objects.active().filter(company=company, user=actor).first()
    if place is None or not may(place, Permission.SECURITY_MANAGE):
        raise RightToDemandMissing
    if not has_factor(actor):
        raise FactorNeeded
    if company.factor_demand == demand:
        return company
    before, company.factor_demand = company.factor_demand, FactorDemand(demand)
    company.save(update_fields=["factor_demand"])
    facts: dict[str, Any] = {"demand": company.factor_demand.value, "demand_before": before}
    record(Kind.COMPANY_FACTOR_DEMANDED, actor=actor, company=company, subject=company, **facts)
    return company
