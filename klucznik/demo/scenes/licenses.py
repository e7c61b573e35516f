"""What has happened to licenses: one in each state, an office with its clients, an offer to another company."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Way
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.demo.casting import company, person
from klucznik.demo.customers import DATA
from klucznik.demo.scenes.order import scene
from klucznik.licensing import terms, transfers
from klucznik.licensing.actions.apps import start_trial
from klucznik.licensing.actions.entities import register_entity
from klucznik.licensing.actions.issuing import issue_license
from klucznik.licensing.actions.periods import add_extension
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.actions.stopping import suspend_license
from klucznik.licensing.actions.transferring import offer_license
from klucznik.licensing.models import Entity, License

CLIENTS_OF_SOSNA = 41
A_YEAR = timedelta(days=364)


@scene(days_ago=78)
def olga_registers_her_clients() -> None:
    """Her own books and those of 41 clients: 42 of 50 entities."""
    office, olga = company("sosna"), person("olga")
    license = license_of("sosna", "biuro-nexo")
    own = {"name": office.name, "kind": Entity.Kind.OWN, "source": Entity.Source.PROGRAM}
    register_entity(olga, license, tax_id=office.tax_id, **own)
    with (DATA / "companies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))[-CLIENTS_OF_SOSNA:]
    for row in rows:
        client = {"name": row["name"], "kind": Entity.Kind.CLIENT, "source": Entity.Source.PROGRAM}
        register_entity(olga, license, tax_id=TaxId(row["country"], row["tax_id"]), **client)


@scene(days_ago=76)
def anna_keeps_her_own_books() -> None:
    own = {"name": company("alfa").name, "kind": Entity.Kind.OWN, "source": Entity.Source.PROGRAM}
    license = license_of("alfa", "rachmistrz-nexo")
    register_entity(person("anna"), license, tax_id=company("alfa").tax_id, **own)


@scene(days_ago=75)
def alfa_buys_three_more_seats() -> None:
    """Subiekt nexo for six becomes one for nine."""
    add_extension(
        person("ewa"),
        license_of("alfa", "subiekt-nexo"),
        metric=Product.Metric.SEATS,
        amount=3,
        starts_on=clock.today(),
        reference="ZAM/2026/900101",
    )


@scene(days_ago=18)
def celina_tries_an_application() -> None:
    wanted = product("zarezerwuj-pl")
    version = terms.text_of_app(wanted).version
    start_trial(person("celina"), company("beta"), product=wanted, version=version)


@scene(days_ago=15)
def a_license_of_beta_is_suspended() -> None:
    reason = "Zwrot programu jest w toku: licencja czeka na rozliczenie."
    suspend_license(person("henryk"), license_of("beta", "rewizor-gt"), reason=reason)


@scene(days_ago=12)
def alfa_buys_a_program_and_has_not_registered_it() -> None:
    """Its first start, ten days ago, is told in scenes/computers.py."""
    issue("alfa", "rewizor-nexo", amount=1)


@scene(days_ago=6)
def anna_adds_licenses_for_apprentices() -> None:
    """A license for a school, which the vendor looks at before it counts."""
    license = issue(
        "alfa", "subiekt-nexo", amount=5, edition="education", variant=License.Variant.EDUCATION
    )
    register_license(
        person("bartek"),
        license,
        way=Way.ONLINE,
        program="subiekt-nexo",
        program_version="60.0",
        place_of_use="Pracownia uczniów, Długa 7, Kraków",
        statements=[one.value for one in terms.Statement],
    )


@scene(days_ago=2)
def alfa_orders_an_application() -> None:
    """Nobody has accepted its terms yet."""
    issue("alfa", "zarezerwuj-pl", amount=2, valid_to=clock.today() + A_YEAR)


@scene(days_ago=1.5)
def beta_offers_a_license_to_alfa() -> None:
    license, receiver = license_of("beta", "gestor-gt"), company("alfa").tax_id
    statement = transfers.digest(transfers.giver_statement(license, receiver))
    reason = "Nie prowadzimy już sprzedaży w terenie."
    offer_license(person("celina"), license, tax_id=receiver, reason=reason, statement=statement)


def product(code: str) -> Product:
    return Product.objects.get(code=code)


def license_of(key: str, code: str) -> License:
    """The license of a product that a company has from the vendor's books, or got first."""
    found = License.objects.filter(company=company(key), product__code=code).order_by("pk").first()
    assert found is not None, (key, code)
    return found


def issue(key: str, code: str, *, amount: int, **more: Any) -> License:
    """Ewa issues a license from today on."""
    return issue_license(
        person("ewa"),
        company(key),
        product=product(code),
        amount=amount,
        valid_from=clock.today(),
        by_staff=True,
        **more,
    )
