"""Two acts on one license at the same moment: both are made, one after the other, or one is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.models import Event
from klucznik.licensing.actions.periods import add_extension, add_period, rest
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.actions.stopping import revoke_license, suspend_license
from klucznik.licensing.actions.transferring import decline_transfer, withdraw_transfer
from klucznik.licensing.models import Extension, License, Period, Registration
from tests import factories
from tests.licensing.deals import accept, fresh, offer

ROUNDS = 8
STATED = ["license_terms", "subscription_information", "data_processing"]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all acts at the same time; the results, a refusal being one."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(results: list[object]) -> int:
    return sum(isinstance(one, DomainError) for one in results)


@pytest.mark.django_db(transaction=True)
def test_an_offer_is_accepted_withdrawn_or_declined_but_never_two_of_them(cast):
    for number in range(ROUNDS):
        license = factories.license(cast.alfa, number=f"RACE{number}-AAAAA-BBBBB")
        given = offer(cast.anna, license, cast.beta)

        results = at_once(
            partial(accept, cast.celina, given),
            partial(withdraw_transfer, cast.anna, given),
            partial(decline_transfer, cast.celina, given),
        )

        after = fresh(given)
        closed = [one for one in (after.done_at, after.withdrawn_at, after.declined_at) if one]
        owner = cast.beta if after.done_at else cast.alfa
        assert (refused(results), len(closed)) == (2, 1)
        assert License.objects.get(pk=license.pk).company == owner


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_at_once_one_is_open(cast):
    gamma = factories.company("Gamma")
    factories.membership(gamma, factories.person(), "global_administrator")
    for number in range(ROUNDS):
        license = factories.license(cast.alfa, number=f"TWICE{number}-AAAAA-BBBBB")

        results = at_once(
            partial(offer, cast.anna, license, cast.beta), partial(offer, cast.anna, license, gamma)
        )

        assert refused(results) == 1
        assert license.transfers.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_periods_at_once_both_count(cast):
    today = clock.today()
    for number in range(ROUNDS):
        license = factories.license(
            cast.alfa, number=f"DAYS{number}-AAAAA-BBBBB", valid_to=today + timedelta(days=9)
        )

        def added(first, last, license=license):
            return add_period(
                cast.henryk,
                license,
                kind="validity",
                starts_on=today + timedelta(days=first),
                ends_on=today + timedelta(days=last),
                source=Period.Source.STAFF,
            )

        at_once(partial(added, 10, 19), partial(added, 20, 29))

        assert License.objects.get(pk=license.pk).valid_to == today + timedelta(days=29)


@pytest.mark.django_db(transaction=True)
def test_a_license_that_is_registered_and_revoked_at_once_is_revoked(cast):
    product = factories.product("subiekt-nexo", line="nexo", rules={"ways": ["online"]})
    for number in range(ROUNDS):
        license = factories.license(
            cast.alfa, number=f"STOP{number}-AAAAA-BBBBB", product=product, status="unregistered"
        )

        at_once(
            partial(register_license, cast.anna, license, way="online", statements=STATED),
            partial(revoke_license, cast.henryk, license, reason="Mistake"),
        )

        assert License.objects.get(pk=license.pk).status == "revoked"
        assert not Registration.objects.filter(
            license=license, accepted_at=None, declined_at=None
        ).exists()


@pytest.mark.django_db(transaction=True)
def test_a_suspension_comes_after_the_registration_or_not_at_all(cast):
    product = factories.product("subiekt-nexo", line="nexo", rules={"ways": ["online"]})
    for number in range(ROUNDS):
        license = factories.license(
            cast.alfa, number=f"HALT{number}-AAAAA-BBBBB", product=product, status="unregistered"
        )

        results = at_once(
            partial(register_license, cast.anna, license, way="online", statements=STATED),
            partial(suspend_license, cast.henryk, license, reason="Unpaid"),
        )

        status = License.objects.get(pk=license.pk).status
        assert status == ("registered" if refused(results) else "suspended")


@pytest.mark.django_db(transaction=True)
def test_resting_and_growing_at_once_leave_at_least_one_in_use(cast):
    for number in range(ROUNDS):
        license = factories.license(cast.alfa, number=f"REST{number}-AAAAA-BBBBB", amount=3)

        at_once(
            partial(rest, cast.anna, license, amount=2),
            partial(rest, cast.anna, license, amount=1),
            partial(
                add_extension,
                cast.henryk,
                license,
                metric="seats",
                amount=1,
                starts_on=clock.today(),
            ),
        )

        found = License.objects.told().get(pk=license.pk)
        assert found.size == 4 - found.suspended_amount
        assert found.suspended_amount in (1, 2)
    assert Extension.objects.count() == ROUNDS
    assert Event.objects.filter(kind="license.rested").count() >= ROUNDS
