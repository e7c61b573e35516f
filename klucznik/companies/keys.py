"""The guard of the last global administrator: every path that takes the role away goes through here, under one lock."""

from __future__ import annotations

from django.db import transaction

from klucznik.companies.errors import LastGlobalAdministrator
from klucznik.companies.models import Company, Membership


def lock_company(company: Company) -> Company:
    """Lock the company's row for the rest of the transaction; call it before reading who holds the keys."""
    assert transaction.get_connection().in_atomic_block, "a lock needs a transaction"
    return Company.objects.locked(company.pk)


def is_last_global_administrator(membership: Membership) -> bool:
    """Whether nobody else in the company holds the global role. Read it under `lock_company`."""
    if not membership.is_global_administrator or membership.ended_at:
        return False
    others = (
        Membership.objects.filter(company=membership.company_id)
        .global_administrators()
        .exclude(pk=membership.pk)
    )
    if membership.company.is_known:
        others = others.filter(proven_at__isnull=False)
    return not others.filter(user__is_active=True, user__deletion_due_at=None).exists()


def guard_last_global_administrator(membership: Membership) -> None:
    """Refuse when the company would be left without a global administrator."""
    if is_last_global_administrator(membership):
        raise LastGlobalAdministrator
