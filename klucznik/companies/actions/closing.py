"""Closing a company on which nothing hangs, and founding it anew."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.errors import CompanyAlreadyThere, CompanyHeld, RightToCloseMissing
from klucznik.companies.fields import CONTACT_FIELDS
from klucznik.companies.holds import company_holds, holds_of
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, ConnectionTry, FactorDemand, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def close_company(actor: User, company: Company) -> Company:
    """The only person of a company that nobody bought anything for closes it; its tax ID is free to found anew."""
    company = lock_company(company)
    own = Membership.objects.active().filter(company=company, user=actor).first()
    if own is None or not may(own, Permission.COMPANY_CLOSE):
        raise RightToCloseMissing
    if reasons := holds_of(company):
        raise CompanyHeld(reasons=" ".join(reasons))
    return shut(actor, company)


def shut(actor: User, company: Company, **facts: Any) -> Company:
    """Close a company on which nothing hangs that somebody else would miss. Call it under `lock_company`."""
    record(
        Kind.COMPANY_CLOSED, actor=actor, company=company, person=actor, subject=company, **facts
    )
    for hold in company_holds():
        hold.let_go(company, actor)
    company.closed_at, company.closed_by = clock.now(), actor
    company.save(update_fields=["closed_at", "closed_by"])
    return company


def open_anew(company: Company, data: dict[str, str]) -> Company:
    """Use the row of a closed company for whoever founds it now: nothing of before is left in it.

    Call it in a transaction; of two who come at once the second finds it open.
    """
    company = lock_company(company)
    if company.closed_at is None:
        raise CompanyAlreadyThere
    ConnectionTry.objects.filter(company=company).delete()
    now = clock.now()
    for field in CONTACT_FIELDS:
        setattr(company, field, data.get(field, ""))
    company.kind, company.factor_demand = Company.Kind.COMPANY, FactorDemand.NOBODY
    company.edited_fields, company.email_since = [], now
    company.created_at = company.reopened_at = now
    company.closed_at = company.closed_by = None
    company.save()
    return company
