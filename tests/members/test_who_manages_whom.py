"""Over all pairs of roles: nobody gives more than they hold, reaches above, or raises themselves."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import (
    DENIED_ON_PROBATION,
    GRANTS,
    Permission,
    manageable_roles,
    permissions_of,
)
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.permissions import may_limit, may_manage, may_open_for, roles_for, why_not
from tests import factories

ROLES = list(Role)
PAIRS = list(itertools.product(ROLES, [False, True], ROLES))
SOME_DAY = clock.today() + timedelta(days=30)


def place(role: Role, *, pk: int, probation: bool = False) -> Membership:
    until = clock.now() + timedelta(days=5) if probation else None
    return Membership(pk=pk, company=Company(pk=1), role=role, probation_until=until)


@pytest.mark.parametrize(("role", "probation", "other"), PAIRS)
def test_nobody_gives_more_than_they_hold(role: Role, probation: bool, other: Role) -> None:
    manager, target = place(role, pk=1, probation=probation), place(other, pk=2)

    for given in roles_for(manager, target):
        assert GRANTS[given] - {Permission.RIGHTS_REQUEST} <= GRANTS[role]
        assert given.rank <= role.rank
    if not may_manage(manager, target):
        assert roles_for(manager, target) == []
        assert not may_limit(manager, target, until=SOME_DAY)


@pytest.mark.parametrize(("role", "probation", "other"), PAIRS)
def test_nobody_reaches_above_and_whoever_cannot_learns_why(
    role: Role, probation: bool, other: Role
) -> None:
    manager, target = place(role, pk=1, probation=probation), place(other, pk=2)

    if other.rank > role.rank:
        assert not may_manage(manager, target)
        assert not may_open_for(manager, target)
    if Permission.MEMBERS_MANAGE in permissions_of(manager):
        assert bool(why_not(manager, target)) is not may_manage(manager, target)


@pytest.mark.parametrize(("role", "probation"), list(itertools.product(ROLES, [False, True])))
def test_nobody_raises_themselves(role: Role, probation: bool) -> None:
    own = place(role, pk=1, probation=probation)

    assert all(given.rank < role.rank for given in roles_for(own, own))
    assert not may_limit(own, own, until=None)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_roles_up_to_itself_and_probation_gives_none_of_administrators(
    role: Role,
) -> None:
    free, probing = place(role, pk=1), place(role, pk=1, probation=True)

    assert all(given.rank <= role.rank for given in manageable_roles(free))
    assert set(manageable_roles(probing)) <= {Role.USER}
    assert DENIED_ON_PROBATION & permissions_of(probing) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize(("actor_role", "target_role"), list(itertools.product(ROLES, ROLES)))
def test_the_actions_keep_to_the_same_rule(actor_role: Role, target_role: Role) -> None:
    company = factories.company()
    factories.membership(company, factories.person("Pierwsza"), Role.GLOBAL_ADMINISTRATOR)
    actor = factories.membership(company, factories.with_factor(factories.person()), actor_role)
    target = factories.membership(company, factories.person(), target_role)
    allowed = roles_for(actor, target)

    for role in ROLES:
        Membership.objects.filter(pk=target.pk).update(role=target_role)
        target.refresh_from_db()
        if role == target_role:
            continue
        assert done(change_role, actor, target, role=role) is (role in allowed)
    Membership.objects.filter(pk=target.pk).update(role=target_role)
    target.refresh_from_db()
    manages = may_manage(actor, target)
    assert done(set_place_until, actor, target, until=SOME_DAY) is manages
    assert done(remove_member, actor, target) is manages


def done(action, actor, target, **what) -> bool:
    try:
        action(actor.user, target, **what)
    except DomainError:
        return False
    return True
