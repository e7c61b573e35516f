"""Whom a member may manage: companies/permissions.py applied to two people of one company."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from klucznik.accounts.models import User
from klucznik.companies.errors import CompanyDisputed, CompanySuspended, NotAMember
from klucznik.companies.measures import check_changes, is_disputed, is_suspended
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import GRANTS, Permission, manageable_roles, may
from klucznik.members.errors import NotLimitable, NotYourself, RightMissing, UntilOutOfRange
from klucznik.members.timetable import end_of_day, is_choosable


def acting(actor: User, company: Company) -> Membership:
    """The place of somebody who changes something: refused while the vendor suspended changes in the company."""
    found = present(actor, company)
    check_changes(company)
    return found


def present(actor: User, company: Company) -> Membership:
    """The actor's place as it is now. Read it under `lock_company`: it may have changed since the page was opened."""
    found = Membership.objects.active().filter(company=company, user=actor).first()
    if found is None:
        raise RightMissing
    found.company = company
    return found


def current(membership: Membership, company: Company) -> Membership:
    """The same place as it is now; somebody may have ended it a moment ago."""
    found = Membership.objects.active().select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise NotAMember
    found.company = company
    return found


def may_manage(manager: Membership, target: Membership) -> bool:
    """Whether the manager may change this person's role and remove them: nobody reaches above what they may give.

    On probation the roles one may give shrink to "user" (companies/permissions.py), so earlier administrators are safe.
    While the company is disputed nobody takes anything from anybody.
    """
    if manager.pk == target.pk or is_disputed(manager.company):
        return False
    if target.role == Role.ASSOCIATED:
        return may(manager, Permission.MEMBERS_MANAGE)
    return Role(target.role) in manageable_roles(manager)


def may_limit(manager: Membership, target: Membership, *, until: date | None) -> bool:
    """Whether the manager may set this end: the rule of changing a role. One's own place may only end sooner."""
    if manager.pk != target.pk:
        return may_manage(manager, target)
    sooner = until is not None and (target.until is None or end_of_day(until) < target.until)
    return sooner and may(manager, Permission.MEMBERS_MANAGE)


def why_not(manager: Membership, target: Membership) -> str:
    """Why the manager cannot change or disconnect this person; empty when they can."""
    if manager.pk == target.pk or may_manage(manager, target):
        return ""
    if is_suspended(manager.company):
        return str(CompanySuspended.message)
    if is_disputed(manager.company):
        return str(CompanyDisputed.message)
    usual = GRANTS[Role(manager.role)]  # what is missing now only because of the probation
    if target.is_global_administrator:
        if Permission.GLOBAL_GRANT in usual:
            return gettext("On probation you cannot change or disconnect global administrators.")
        return gettext(
            "The global administrator role can be taken away only by a global administrator."
        )
    if Permission.ADMINISTRATORS_MANAGE in usual:
        return gettext("On probation you cannot change or disconnect company administrators.")
    return gettext("A company administrator is changed and disconnected by a global administrator.")


def roles_for(manager: Membership, target: Membership) -> list[Role]:
    """Roles that the manager may give to this person now; to oneself only lower ones."""
    if manager.pk == target.pk:
        held = Role(target.role).rank
        return [role for role in (Role.USER, Role.ADMINISTRATOR) if role.rank < held]
    return manageable_roles(manager) if may_manage(manager, target) else []


def check_role(manager: Membership, target: Membership, role: Role) -> None:
    """Refuse a role that the manager may not give to this person."""
    if role not in roles_for(manager, target):
        raise NotYourself if manager.pk == target.pk else RightMissing


def check_manageable(manager: Membership, target: Membership) -> None:
    """Refuse when the manager may neither change nor disconnect this person."""
    if not may_manage(manager, target):
        raise RightMissing


def check_until(manager: Membership, target: Membership, until: date | None) -> None:
    """Refuse an end that the manager may not set for this person, or that no calendar of ours has."""
    if not may_limit(manager, target, until=until):
        raise NotLimitable if manager.pk == target.pk else RightMissing
    if until is not None and not is_choosable(until):
        raise UntilOutOfRange


def may_open_for(manager: Membership, target: Membership) -> bool:
    """Whether the manager may decide which products this person opens; for oneself, too: it raises no role."""
    if not may(manager, Permission.ACCESS_MANAGE) or target.role == Role.ASSOCIATED:
        return False
    return manager.pk == target.pk or may_manage(manager, target)
