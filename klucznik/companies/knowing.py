"""The vendor comes to know a tax ID: rights that nobody checked end, so that squatting on a number gains nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


def become_known(companies: Iterable[int]) -> int:
    """Mark these companies (by key) as the vendor's customers. Returns how many were unknown until now.

    Repeatable: a company that is known already is left alone.
    """
    unknown = Company.objects.filter(pk__in=list(companies)).order_by("pk")
    return sum(recognize(company) for company in unknown)


@transaction.atomic
def recognize(company: Company) -> bool:
    """Let everybody unproven fall back to associated; they, like anybody else, go one of the ways to the keys."""
    company = lock_company(company)
    unproven = (
        Membership.objects.active()
        .filter(company=company, proven_at=None)
        .exclude(role=Role.ASSOCIATED)
    )
    if company.known_at and not unproven.exists():
        return False
    fallen = list(unproven.values_list("user_id", flat=True))
    unproven.update(role=Role.ASSOCIATED, role_since=clock.now(), role_by=None)
    company.known_at = company.known_at or clock.now()
    company.save(update_fields=["known_at"])
    record(Kind.COMPANY_BECAME_KNOWN, actor=None, company=company, subject=company, people=fallen)
    return True
