"""The GT line: registered only in the program, an activation code for further entities, versions by subscription."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.licensing.actions.periods import add_period
from klucznik.licensing.models import Entity, License, Period
from klucznik_client.errors import Refused
from tests.scenarios import computers

pytestmark = pytest.mark.django_db
GT = [
    *("biuro-gt", "gestor-gt", "gratyfikant-gt", "insert-gt", "rachmistrz-gt", "rewizor-gt"),
    *("subiekt-gt", "mikrogratyfikant-gt"),
]


def types_the_code(shop, license):
    """The company's own entity is registered by number and code, without a sign-in; a wrong code says nothing."""
    typed = shop.install(license.product.code)
    entity = typed.register_entity_by_code(
        license.number,
        computers.code_in_the_mail(),
        tax_id=str(shop.cast.alfa.tax_id),
        name="Piekarnia Alfa",
    )
    assert entity["kind"] == "own"
    with pytest.raises(Refused, match="do siebie nie pasują"):
        typed.register_entity_by_code(
            license.number, "AAAAA-BBBBB-CCCCC", tax_id=computers.another_tax_id(), name="Obcy"
        )


@pytest.mark.parametrize("code", GT)
def test_a_gt_program_lives_its_life(shop, deliver, travel, code):
    license = shop.license(code)
    installed = shop.install(code)

    # The portal offers no registration: it leads to the program.
    page = shop.anna.get(license.get_absolute_url()).content.decode()
    assert shop.anna.post(f"{license.get_absolute_url()}register/").status_code in (404, 409, 422)
    assert "Zarządzanie licencjami" in page

    # Register over the internet, as a person who signed in through the program.
    computers.sign_in(installed, shop.anna)
    company = installed.me().companies[0]
    done = installed.register(license.number, company=company.id, seller="Sklep Komputerowy")
    deliver()
    assert (done.status, done.activation_code_sent) == ("registered", True)

    # Activate and check.
    assert installed.activate(license.number).mode == "full"
    assert installed.check(force=True).verdict == "valid"

    types_the_code(shop, license)

    # A subscription that ends leaves the program running; only newer versions are not covered.
    add_period(
        shop.cast.ewa,
        license,
        kind=Period.Kind.SUBSCRIPTION,
        starts_on=clock.today() - timedelta(days=400),
        ends_on=clock.today() - timedelta(days=200),
        source=Period.Source.STAFF,
    )
    License.objects.update(registered_at=clock.now() - timedelta(days=400))
    assert installed.check(force=True).verdict == "version_not_covered"
    installed.version = "1.85"
    assert installed.check(force=True).mode == "full"

    # The end: the place is given back, and the program becomes read only, never silent.
    installed.release()
    assert installed.check(force=True).mode == "read_only"
    assert Entity.objects.active().filter(license=license).count() == 1


def test_an_office_registers_its_clients_up_to_its_size(shop, deliver):
    license = shop.license("rachmistrz-gt", edition="office", variant="office", amount=2)
    installed = shop.install("rachmistrz-gt")
    computers.sign_in(installed, shop.anna)
    done = installed.register(license.number, company=installed.me().companies[0].id)

    for name in ("Klient Pierwszy", "Klient Drugi"):
        installed.register_entity(done.license, tax_id=computers.another_tax_id(), name=name)

    with pytest.raises(Refused) as refusal:
        installed.register_entity(
            done.license, tax_id=computers.another_tax_id(), name="Klient Trzeci"
        )
    assert refusal.value.code == "entity_limit_reached"
