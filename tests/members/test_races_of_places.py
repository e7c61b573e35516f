"""At the same moment: administrators against each other, leaving against expiring; somebody always keeps the keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.limits import expire_place, set_access_until, set_place_until
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.models import ProductAccess
from tests import factories

ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (5, 8)
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def together(acts: list[Callable[[], Any]]) -> list[bool]:
    """All of them at once, repeated until there are AT_ONCE; whether each was done."""

    def one(act: Callable[[], Any]) -> bool:
        try:
            return bool(act())
        except DomainError:
            return False
        finally:
            connection.close()

    many = (acts * AT_ONCE)[:AT_ONCE]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, many))


def two_keepers() -> tuple[Company, Membership, Membership]:
    company = factories.company("Wyścig")
    places = [
        factories.membership(company, factories.with_factor(factories.person(name)), GLOBAL)
        for name in ("Anna", "Olga")
    ]
    for place in places:
        place.company = company
    return company, places[0], places[1]


def keepers(company: Company) -> int:
    return Membership.objects.filter(company=company, until=None).global_administrators().count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_keepers_removing_each_other_leave_one(number: int) -> None:
    company, anna, olga = two_keepers()

    done = together(
        [partial(remove_member, anna.user, olga), partial(remove_member, olga.user, anna)]
    )

    assert done.count(True) == 1
    assert keepers(company) == 1
    assert Event.objects.filter(company=company, kind=Kind.MEMBER_REMOVED).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_removing_demoting_and_leaving_at_once_leave_one(number: int) -> None:
    company, anna, olga = two_keepers()

    together(
        [
            partial(remove_member, anna.user, olga),
            partial(change_role, olga.user, anna, role=Role.USER),
            partial(leave_company, olga.user, olga),
            partial(leave_company, anna.user, anna),
        ]
    )

    assert keepers(company) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_last_day_against_leaving_leaves_one_that_lasts(number: int) -> None:
    company, anna, olga = two_keepers()
    day = clock.today() + timedelta(days=9)

    together(
        [
            partial(set_place_until, anna.user, olga, until=day),
            partial(set_place_until, olga.user, anna, until=day),
            partial(leave_company, anna.user, anna),
        ]
    )

    assert keepers(company) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_expiring_against_leaving_ends_a_place_once(number: int) -> None:
    company, _anna, olga = two_keepers()
    bogna = factories.membership(company, factories.person("Bogna"))
    # The last seconds: whoever leaves still can, the clock already may.
    soon = clock.now() + timedelta(milliseconds=150)
    Membership.objects.filter(pk__in=[bogna.pk, olga.pk]).update(until=soon)
    for place in (bogna, olga):
        place.company = company

    together(
        [
            partial(expire_place, olga),
            partial(leave_company, olga.user, olga),
            partial(expire_place, bogna),
            partial(leave_company, bogna.user, bogna),
        ]
    )
    Membership.objects.filter(pk__in=[bogna.pk, olga.pk]).update(until=clock.now())
    for place in (olga, bogna):
        expire_place(place)

    ended = Event.objects.filter(
        company=company, kind__in=[Kind.MEMBER_LEFT, Kind.MEMBER_EXPIRED]
    ).values_list("subject_id", flat=True)
    assert sorted(key for key in ended if key) == sorted([olga.pk, bogna.pk])
    assert keepers(company) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_both_keepers_expiring_at_once_leave_one(number: int) -> None:
    company, anna, olga = two_keepers()
    Membership.objects.filter(company=company).update(until=clock.now() - timedelta(minutes=1))

    together([partial(expire_place, anna), partial(expire_place, olga)])

    assert keepers(company) == 1
    assert Event.objects.filter(company=company, kind=Kind.MEMBER_KEPT).count() == 1
    assert Event.objects.filter(company=company, kind=Kind.MEMBER_EXPIRED).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_right_outlives_its_place(number: int) -> None:
    company, anna, olga = two_keepers()
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    factories.license(company, product=product, amount=9)
    bogna = factories.membership(company, factories.person("Bogna"))
    bogna.company = company
    ProductAccess.objects.create(membership=bogna, product=product)
    day = clock.today() + timedelta(days=9)

    together(
        [
            partial(remove_member, anna.user, bogna),
            partial(set_access_until, olga.user, bogna, product=product, until=day),
            partial(leave_company, bogna.user, bogna),
        ]
    )

    assert not ProductAccess.objects.filter(membership=bogna, ended_at=None).exists()
