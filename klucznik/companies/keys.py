"""The guard of the last global administrator: every path that takes the role away goes through here, under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.errors import LastGlobalAdministrator, OtherKeepersEnd
from klucznik.companies.models import Company, Membership, MembershipQuerySet
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


def lock_company(company: Company) -> Company:
    """Lock the company's row for the rest of the transaction; call it before reading who holds the keys."""
    assert transaction.get_connection().in_atomic_block, "a lock needs a transaction"
    return Company.objects.locked(company.pk)


def is_last_global_administrator(membership: Membership) -> bool:
    """Whether nobody else in the company holds the global role. Read it under `lock_company`."""
    if not membership.is_global_administrator or membership.ended_at:
        return False
    return not other_keepers(membership).exists()


def keepers(company: Company) -> MembershipQuerySet:
    """Everybody who holds the keys now and can use them; in a company the vendor knows only proven ones count."""
    holders = Membership.objects.filter(company=company).global_administrators()
    if company.is_known:
        holders = holders.filter(proven_at__isnull=False)
    return holders.filter(user__is_active=True, user__deletion_due_at=None)


def other_keepers(membership: Membership) -> MembershipQuerySet:
    """Everybody else who holds the keys now and can use them."""
    return keepers(membership.company).exclude(pk=membership.pk)


def guard_last_global_administrator(membership: Membership) -> None:
    """Refuse when the company would be left without a global administrator, now or on a day already set."""
    if is_last_global_administrator(membership):
        raise LastGlobalAdministrator
    if (
        membership.is_global_administrator
        and not other_keepers(membership).filter(until=None).exists()
    ):
        raise OtherKeepersEnd


@contextmanager
def openly(company: Company, *, person: User | None = None) -> Iterator[None]:
    """Around an act that nobody may refuse: when it takes the last keys away, the history and the members learn it.

    Call it under `lock_company`, with the row that was locked.
    """
    before = keepers(company).exists()
    yield
    if before and not keepers(company).exists():
        tell_adminless(company, person=person)


def tell_adminless(
    company: Company, *, person: User | None, place: Membership | None = None
) -> None:
    """Record that nobody holds the keys of the company any more."""
    record(Kind.COMPANY_ADMINLESS, actor=None, company=company, person=person, subject=place)
