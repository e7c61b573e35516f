"""The vendor comes to know a tax ID: rights that nobody checked end, so that squatting on a number gains nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from klucznik.companies.keys import lock_company, openly
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
    """Let everybody unproven fall back to associated; they, like anybody else, go one of the ways to the keys.

    A company that its founder closed is open again: the vendor has a customer there.
    """
    company = lock_company(company)
    unproven = (
        Membership.objects.active()
        .filter(company=company, proven_at=None)
        .exclude(role=Role.ASSOCIATED)
    )
    if company.known_at and not unproven.exists():
        return False
    with openly(company):
        fallen = list(unproven)
        unproven.update(role=Role.ASSOCIATED, role_since=clock.now(), role_by=None)
        for path in settings.FALLEN_BACK:
            import_string(path)(fallen)
        if company.closed_at:
            company.reopened_at = clock.now()
        company.known_at = company.known_at or clock.now()
        company.closed_at = company.closed_by = None
        company.save(update_fields=["known_at", "closed_at", "closed_by", "reopened_at"])
        record(
            Kind.COMPANY_BECAME_KNOWN,
            actor=None,
            company=company,
            subject=company,
            people=[place.user_id for place in fallen],
        )
    return True
