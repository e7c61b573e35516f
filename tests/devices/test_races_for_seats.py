"""At the same moment: many machines for few places, the same machine many times, freeing against taking."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.devices.actions.activating import activate_device
from klucznik.devices.actions.filing import issue_device_file
from klucznik.devices.actions.leasing import renew_lease
from klucznik.devices.actions.releasing import free_by_staff, give_back, release_device
from klucznik.devices.errors import NoFreeSeat
from klucznik.devices.fingerprints import Machine
from klucznik.devices.models import Activation, Device
from klucznik.licensing.models import License
from tests import factories
from tests.devices.programs import Program
from tests.programs.asking import signed_in

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
ROUNDS, AT_ONCE = (10, 60) if DEEP else (3, 24)
# What the promise of the license rests on: through the real API.
MANY_ROUNDS, CROWD = (50, 200) if DEEP else (3, 24)
SIZE = 5
pytestmark = pytest.mark.django_db(transaction=True)
How = Activation.How


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """All of them at once; what each gave, or the refusal that it met. Any other error fails the test."""

    def one(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(min(len(acts), 64)) as pool:
        return list(pool.map(one, acts))


def license_of(size: int = SIZE, **rules: Any) -> License:
    """A license of a company of its own; its number alone activates."""
    code = "wyscig" + "-".join(str(value) for value in rules.values())
    product = factories.product(code, rules={"activation": "number", **rules})
    factories.signing_key()
    return factories.license(factories.company("Wyścig"), product=product, amount=size)


def taken(license: License) -> int:
    return Activation.objects.filter(license=license).taking_a_seat(clock.now()).count()


def joins(license: License, machine: Machine) -> Callable[[], Any]:
    return partial(activate_device, None, license, how=How.NUMBER, machine=machine, version="1")


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("seating", ["named", "floating"])
def test_many_machines_get_no_more_than_the_places(seating: str, number: int) -> None:
    license = license_of(seating=seating)

    done = together([joins(license, factories.machine()) for _ in range(AT_ONCE)])

    assert taken(license) == SIZE
    assert len([one for one in done if isinstance(one, NoFreeSeat)]) == AT_ONCE - SIZE
    assert Device.objects.filter(company=license.company).count() == SIZE


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_same_machine_many_times_is_one_device(number: int) -> None:
    license, machine = license_of(), factories.machine()

    done = together([joins(license, machine) for _ in range(AT_ONCE)])

    assert taken(license) == Device.objects.filter(company=license.company).count() == 1
    assert [one.recognized for one in done].count(False) == 1
    device = Device.objects.get(company=license.company)
    assert len({one.secret for one in done}) == AT_ONCE
    assert device.secret_hash


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_same_machine_in_two_licenses_at_once_has_one_place(number: int) -> None:
    first, machine = license_of(), factories.machine()
    second = factories.license(first.company, product=first.product, amount=SIZE)

    together([joins(license, machine) for license in (first, second) * (AT_ONCE // 2)])

    assert Device.objects.filter(company=first.company).count() == 1
    assert taken(first) + taken(second) == 1


@pytest.mark.parametrize("number", range(MANY_ROUNDS))
def test_the_api_gives_no_more_than_the_places_and_never_breaks(number: int) -> None:
    license, person = license_of(), factories.person("Bogna")
    factories.membership(license.company, person)
    bearer = {"authorization": f"Bearer {signed_in(person).text}"}
    programs = [Program(product=license.product.code) for _ in range(CROWD)]

    answers = together(
        [
            partial(program.activate, license=license.public_id, headers=bearer)
            for program in programs
        ]
    )

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(409)) == (SIZE, CROWD - SIZE)
    assert taken(license) == SIZE
    assert all(one.json()["title"] == "no_free_seat" for one in answers if one.status_code == 409)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_freeing_and_taking_at_once(number: int) -> None:
    license = license_of()
    staff = factories.person("Ewa")
    places = [factories.activation(license) for _ in range(SIZE)]
    frees = [partial(give_back, place) for place in places]
    frees += [partial(free_by_staff, staff, place) for place in places]
    takes = [joins(license, factories.machine()) for _ in range(AT_ONCE)]

    done = together(
        [act for pair in zip(takes, frees * AT_ONCE, strict=False) for act in pair] + frees
    )

    assert taken(license) <= SIZE
    assert Activation.objects.filter(license=license).exclude(ended="").count() == SIZE
    assert [one for one in done if isinstance(one, NoFreeSeat)] or taken(license) == SIZE


@pytest.mark.parametrize("number", range(ROUNDS))
def test_people_free_one_place_and_then_wait(number: int) -> None:
    license = license_of(cooldown_hours=24)
    bartek = factories.person("Bartek")
    factories.membership(license.company, bartek, "administrator")
    places = [factories.activation(license) for _ in range(SIZE)]

    together([partial(release_device, bartek, place) for place in places * 3])

    assert taken(license) == SIZE - 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_heartbeats_of_dead_leases_take_no_more_than_the_places(number: int) -> None:
    license = license_of(seating="floating")
    long_ago = clock.now() - timedelta(hours=3)
    places = [
        factories.activation(license, floating=True, lease_until=long_ago)
        for _ in range(min(AT_ONCE, 60))
    ]

    acts: list[Callable[[], Any]] = [partial(renew_lease, place) for place in places]
    acts += [joins(license, factories.machine()) for _ in range(5)]
    acts += [
        partial(issue_device_file, None, place, parts={"system": "s" * 20}) for place in places[:5]
    ]
    together(acts)

    assert taken(license) == SIZE
