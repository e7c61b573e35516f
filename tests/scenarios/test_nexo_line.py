"""The nexo line: 45 days without a registration; from the program, by a license file, or by staff from a paper card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.models import License
from tests.scenarios import computers

pytestmark = pytest.mark.django_db
NEXO = [
    *("biuro-nexo", "gestor-nexo", "gratyfikant-nexo", "insert-nexo", "rachmistrz-nexo"),
    *("rewizor-nexo", "subiekt-nexo"),
]
STATED = ("license_terms", "subscription_information", "data_processing")


@pytest.mark.parametrize("code", NEXO)
def test_a_nexo_program_lives_its_life(shop, travel, code):
    license = shop.license(code, valid_to=clock.today() + timedelta(days=364))
    installed = shop.install(code)
    computers.sign_in(installed, shop.anna)

    # It works for 45 days without a registration, then it reads only.
    begun = installed.activate(license.number)
    assert (begun.verdict, begun.mode) == ("unregistered", "full")
    travel(days=45)
    assert installed.check(force=True).mode == "full"
    travel(days=1)
    late = installed.check(force=True)
    assert (late.verdict, late.mode) == ("unregistered_over", "read_only")

    # A registration from the program mends it at once.
    installed.register(license.number, company=installed.me().companies[0].id)
    assert installed.check(force=True).verdict == "valid"

    # Two weeks of grace after the last day, then with limits; the data is never lost.
    travel(days=319)
    assert installed.check(force=True).verdict == "in_grace"
    travel(days=14)
    ended = installed.check(force=True)
    assert (ended.verdict, ended.mode) == ("expired", "restricted")

    installed.release()
    assert installed.check(force=True).mode == "read_only"


@pytest.mark.parametrize("code", NEXO)
def test_it_is_registered_in_the_portal_with_a_file(shop, code):
    license = shop.license(code)

    page = shop.anna.post(
        f"{license.get_absolute_url()}register/", dict.fromkeys(STATED, "on"), follow=True
    )
    file = shop.anna.post(f"{license.get_absolute_url()}file/download/").content.decode()

    license.refresh_from_db()
    assert page.status_code == 200
    assert license.status == License.Status.REGISTERED
    assert file.startswith("KL1.registration.")
    assert shop.install(code).load_license_file(file).license == license.public_id


@pytest.mark.parametrize("code", NEXO)
def test_the_staff_enters_a_paper_card(shop, code):
    license = shop.license(code)

    register_license(shop.cast.ewa, license, way="card", statements=STATED)

    license.refresh_from_db()
    assert license.status == License.Status.REGISTERED


def test_programs_at_the_same_time_share_floating_places(shop, travel):
    license = (
        shop.license("gestor-nexo", amount=1, status_days=None)
        if False
        else shop.license("gestor-nexo", amount=1)
    )
    first, second = shop.install("gestor-nexo"), shop.install("gestor-nexo")
    for installed in (first, second):
        computers.sign_in(installed, shop.anna)
    first.register(license.number, company=first.me().companies[0].id)

    assert first.activate(license.number).verdict == "valid"
    travel(hours=2)
    assert second.activate(license.number).verdict == "valid"
    assert first.heartbeat().verdict == "no_seat"
    travel(hours=2)
    assert first.heartbeat().verdict == "valid"
