"""Handing the keys over: somebody else gets the global role, and the giver steps down, in one transaction."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.companies.keys import guard_last_global_administrator, lock_company
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import (
    FactorTooYoung,
    NotYourself,
    RightMissing,
    SuccessorUnreachable,
    SuccessorWithoutRole,
)
from klucznik.members.permissions import acting, current
from klucznik.members.places import Reason, end_membership, give_role

GLOBAL = Role.GLOBAL_ADMINISTRATOR


class Afterwards(StrEnum):
    """What becomes of the giver."""

    STAY = "stay"
    ADMINISTRATOR = "administrator"
    USER = "user"
    LEAVE = "leave"


@transaction.atomic
def hand_over(actor: User, membership: Membership, *, afterwards: Afterwards) -> Membership:
    """Give a member the keys and step down at once: a plain grant without probation, by whoever may give the role.

    The successor must be there to pick the keys up; if somebody gave them the role a moment ago, so much the better.
    """
    company = lock_company(membership.company)
    own, successor = acting(actor, company), current(membership, company)
    if own.pk == successor.pk:
        raise NotYourself
    if not may(own, Permission.GLOBAL_GRANT):
        raise RightMissing
    if not is_factor_mature(actor):
        raise FactorTooYoung
    _check_successor(successor)
    _give_keys(own, successor, afterwards)
    _step_down(own, afterwards)
    return successor


def _check_successor(successor: Membership) -> None:
    person = successor.user.display_name
    if successor.role == Role.ASSOCIATED:
        raise SuccessorWithoutRole(person=person)
    if not successor.user.is_reachable:
        raise SuccessorUnreachable(person=person)


def _give_keys(own: Membership, successor: Membership, afterwards: Afterwards) -> None:
    before = Role(successor.role)
    if before != GLOBAL:
        give_role(successor, GLOBAL, giver=own)
    facts: dict[str, Any] = {
        "old_role": before.value,
        "role": GLOBAL.value,
        "afterwards": afterwards.value,
    }
    record(
        Kind.KEYS_HANDED_OVER,
        actor=own.user,
        company=own.company,
        person=successor.user,
        subject=successor,
        **facts,
    )


def _step_down(own: Membership, afterwards: Afterwards) -> None:
    """The guard is asked here, too: it knows more reasons to refuse than the successor's absence."""
    if afterwards == Afterwards.STAY:
        return
    guard_last_global_administrator(own)
    if afterwards == Afterwards.LEAVE:
        end_membership(own, actor=own.user, reason=Reason.HANDED_OVER)
        return
    role = Role(afterwards.value)
    give_role(own, role, giver=own, accepted=True)
    facts: dict[str, Any] = {"old_role": GLOBAL.value, "role": role.value, "handed_over": True}
    record(
        Kind.MEMBER_ROLE_CHANGED,
        actor=own.user,
        company=own.company,
        person=own.user,
        subject=own,
        **facts,
    )
