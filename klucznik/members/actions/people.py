"""What can be done about a member: change the role, disconnect, leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.companies.keys import guard_last_global_administrator, lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import FactorTooYoung, NoListOnProbation, RightMissing
from klucznik.members.permissions import acting, check_manageable, check_role, current, present
from klucznik.members.places import Reason, end_membership, give_role


@transaction.atomic
def change_role(actor: User, membership: Membership, *, role: Role) -> Membership:
    """Give a member another role: nobody gives more than they hold, raises themselves or reaches above.

    The global role is given only by somebody whose second step is 72 hours old, and never leaves the company empty.
    Whoever gets another role is signed out everywhere; on their own page they keep the session in which they did it.
    """
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    before, role = Role(target.role), Role(role)
    if role == before:
        return target
    check_role(manager, target, role)
    if role == Role.GLOBAL_ADMINISTRATOR and not is_factor_mature(actor):
        raise FactorTooYoung
    guard_last_global_administrator(target)
    give_role(target, role, giver=manager)
    facts: dict[str, Any] = {"old_role": before.value, "role": role.value}
    record(
        Kind.MEMBER_ROLE_CHANGED,
        actor=actor,
        company=company,
        person=target.user,
        subject=target,
        **facts,
    )
    return target


@transaction.atomic
def remove_member(actor: User, membership: Membership) -> Membership:
    """Disconnect a person from the company; never the last global administrator, never somebody above."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    check_manageable(manager, target)
    guard_last_global_administrator(target)
    return end_membership(target, actor=actor, reason=Reason.REMOVED)


@transaction.atomic
def leave_company(actor: User, membership: Membership) -> Membership:
    """Leave a company alone; the last global administrator hands the keys over first."""
    company = lock_company(membership.company)
    own = present(actor, company)
    guard_last_global_administrator(own)
    return end_membership(own, actor=actor, reason=Reason.LEFT)


@transaction.atomic
def download_list(actor: User, company: Company, *, count: int) -> None:
    """Note that somebody takes the list of users out; whoever manages users may, but not on probation."""
    manager = present(actor, company)
    if not may(manager, Permission.MEMBERS_MANAGE):
        raise RightMissing
    if manager.is_on_probation:
        raise NoListOnProbation
    record(Kind.MEMBER_LIST_DOWNLOADED, actor=actor, company=company, count=count)
