"""The devices of a license on its page: places at a glance, each device, and only what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import API, Program
from tests.devices.test_release_device import placed

SignIn = Callable[..., Client]


def address(license: License) -> str:
    return reverse("devices:devices", args=[license.company.public_id, license.public_id])


def test_administrators_see_places_and_every_device(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    places = [placed(gt, cast.anna), placed(gt, cast.bogna)]

    html = sign_in(cast.bartek).get(address(gt)).content.decode()

    assert "2 of 2 places taken" in html
    assert all(place.device.name in html for place in places)
    assert "activated by Bogna Bąk" in html
    assert html.count("Free this place") == 2


def test_users_see_their_own(cast: Cast, gt: License, sign_in: SignIn) -> None:
    own, foreign = placed(gt, cast.bogna), placed(gt, cast.anna)

    html = sign_in(cast.bogna).get(address(gt)).content.decode()

    assert "2 of 2 places taken" in html
    assert own.device.name in html
    assert foreign.device.name not in html
    assert "You see the devices that you activated" in html


def test_an_empty_page_says_what_will_be_here(cast: Cast, gt: License, sign_in: SignIn) -> None:
    html = sign_in(cast.anna).get(address(gt)).content.decode()

    assert "0 of 2 places taken" in html
    assert "No device yet" in html
    assert "Activate without internet" in html


def test_strangers_find_no_page(cast: Cast, gt: License, sign_in: SignIn) -> None:
    assert sign_in(cast.celina).get(address(gt)).status_code == 404


def test_a_shrunk_license_takes_nothing_away(cast: Cast, gt: License, sign_in: SignIn) -> None:
    for _ in range(2):
        placed(gt)
    License.objects.filter(pk=gt.pk).update(amount=1)

    html = sign_in(cast.anna).get(address(gt)).content.decode()

    assert "2 of 1 place taken" in html
    assert "Nobody loses a place for it" in html


@pytest.mark.parametrize("many", [3, 60])
def test_the_number_of_queries_does_not_grow(cast: Cast, sign_in: SignIn, many: int) -> None:
    license = factories.license(cast.alfa, amount=100)
    for _ in range(many):
        placed(license, cast.anna)
    browser = sign_in(cast.anna)
    browser.get(address(license))

    with CaptureQueriesContext(connection) as queries:
        html = browser.get(address(license)).content.decode()

    assert len(queries) <= 14
    assert html.count("Free this place") == min(many, 50)


def test_a_program_reads_them_page_by_page(cast: Cast, sign_in: SignIn) -> None:
    license = factories.license(cast.alfa, amount=100)
    own = placed(license, cast.bogna)
    for _ in range(55):
        placed(license, cast.anna)
    path = f"{API}/licenses/{license.public_id}/devices"

    first = sign_in(cast.bartek).get(path).json()
    second = sign_in(cast.bartek).get(path, {"after": first["next"]}).json()
    to_bogna = sign_in(cast.bogna).get(path).json()

    assert (first["size"], first["taken"]) == (100, 56)
    assert (len(first["devices"]), len(second["devices"]), second["next"]) == (50, 6, None)
    assert [one["id"] for one in to_bogna["devices"]] == [own.device.public_id]
    assert sign_in(cast.celina).get(path).status_code == 404
    assert Client().get(path).status_code == 401


def test_neither_a_number_nor_a_device_reads_them(cast: Cast, gt: License, sign_in: SignIn) -> None:
    program = Program()
    program.activate(gt, browser=sign_in(cast.anna))
    path = f"{API}/licenses/{gt.public_id}/devices"

    by_device = Client().get(path, headers={"authorization": f"Bearer {program.secret}"})
    by_number = Client().get(f"{API}/licenses/{gt.number}/devices")

    assert (by_device.status_code, by_number.status_code) == (401, 401)


def test_the_associated_see_no_device(cast: Cast, gt: License, sign_in: SignIn) -> None:
    aldona = factories.person("Aldona")
    factories.membership(cast.alfa, aldona, Role.ASSOCIATED)
    place = placed(gt, aldona)

    html = sign_in(aldona).get(address(gt)).content.decode()

    assert place.device.name not in html
    assert "Activate without internet" not in html


def test_a_size_that_counts_entities_limits_no_devices(cast: Cast, sign_in: SignIn) -> None:
    factories.signing_key()
    product = factories.product("rewizor-gt", metric="entities")
    license = factories.license(cast.alfa, product=product, amount=1)

    statuses = [
        Program(product="rewizor-gt").activate(license, browser=sign_in(cast.anna)).status_code
        for _ in range(3)
    ]

    assert statuses == [201, 201, 201]
