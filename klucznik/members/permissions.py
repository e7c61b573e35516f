"""Whom a member may manage: companies/permissions.py applied to two people of one company."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.errors import NotAMember
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, manageable_roles, may
from klucznik.members.errors import RightMissing


def acting(actor: User, company: Company) -> Membership:
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
    """
    if manager.pk == target.pk:
        return False
    if target.role == Role.ASSOCIATED:
        return may(manager, Permission.MEMBERS_MANAGE)
    return Role(target.role) in manageable_roles(manager)


def roles_for(manager: Membership, target: Membership) -> list[Role]:
    """Roles that the manager may give to this person now; to oneself only lower ones."""
    if manager.pk == target.pk:
        held = Role(target.role).rank
        return [role for role in (Role.USER, Role.ADMINISTRATOR) if role.rank < held]
    return manageable_roles(manager) if may_manage(manager, target) else []


def may_open_for(manager: Membership, target: Membership) -> bool:
    """Whether the manager may decide which products this person opens; for oneself, too: it raises no role."""
    if not may(manager, Permission.ACCESS_MANAGE) or target.role == Role.ASSOCIATED:
        return False
    return manager.pk == target.pk or may_manage(manager, target)
