"""Registering from inside a program: the company, the number, the statements; who learns what of a wrong number."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from klucznik.companies.models import FactorDemand
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.errors import OnlyInTheProgram, WayNotOpen
from klucznik.licensing.models import License, Registration
from klucznik.limits.rules import LIMITS
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED
from tests.programs.asking import signed_in

SignIn = Callable[..., Client]
NUMBER = "NOWA1-22222-33333-44444"


def register(browser: Client, **asked: Any) -> Any:
    body = {"number": NUMBER, "program": "subiekt-gt", "version": "1.80", "statements": STATED}
    return browser.post(
        "/api/v1/licenses/register", json.dumps(body | asked), content_type="application/json"
    )


@pytest.fixture
def license(cast: Cast) -> License:
    return lines.unregistered(cast.alfa, lines.gt(), number=NUMBER)


def test_an_administrator_registers_it_by_the_tax_id_of_the_company(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    answer = register(
        sign_in(cast.bartek), tax_id=cast.alfa.tax_id_display, seller="Sklep", place_of_use="Kraków"
    )

    license.refresh_from_db()
    kept = Registration.objects.get(license=license)
    assert answer.status_code == 200
    assert answer.json() == {
        "license": license.public_id,
        "status": "registered",
        "next_step": "nothing",
        "activation_code_sent": True,
    }
    assert license.registered_at is not None
    assert (kept.way, kept.asked_by, kept.program_version) == ("online", cast.bartek, "1.80")
    assert (kept.seller, kept.place_of_use, kept.accepted_by) == ("Sklep", "Kraków", None)
    assert kept.statements["license_terms"]["version"] == "2026-11-01"
    assert len(kept.statements["data_processing"]["sha256"]) == 64
    assert kept.statements["subscription_information"] == {}


def test_the_number_is_read_in_any_writing(cast: Cast, sign_in: SignIn, license: License) -> None:
    answer = register(
        sign_in(cast.bartek), company=cast.alfa.public_id, number=" nowa1 22222-33333 44444"
    )

    assert answer.json()["status"] == "registered"


def test_the_administrators_are_told_once_and_get_the_code(
    cast: Cast, sign_in: SignIn, license: License, deliver: Callable[[], None]
) -> None:
    register(sign_in(cast.bartek), company=cast.alfa.public_id)

    deliver()

    subjects = sorted((letter.to[0], letter.subject) for letter in mail.outbox)
    assert len(subjects) == 4
    assert {to for to, _subject in subjects} == {cast.anna.email, cast.bartek.email}
    assert Event.objects.filter(kind=Kind.LICENSE_REGISTERED, company=cast.alfa).count() == 1


def test_whoever_may_not_register_learns_so(cast: Cast, sign_in: SignIn, license: License) -> None:
    answer = register(sign_in(cast.bogna), company=cast.alfa.public_id)

    assert (answer.status_code, answer.json()["title"]) == (403, "no_right")


def test_a_company_of_others_reads_like_one_that_never_was(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    browser = sign_in(cast.celina)
    theirs = register(browser, tax_id=cast.alfa.tax_id_display)
    nobodys = register(browser, tax_id=factories.tax_number())
    by_id = register(browser, company=cast.alfa.public_id)

    assert theirs.status_code == nobodys.status_code == by_id.status_code == 404
    assert theirs.json() == nobodys.json() == by_id.json()


def test_unknown_foreign_and_misplaced_numbers_read_alike(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    lines.unregistered(cast.beta, lines.gt(), number="BETA2-22222-33333-44444")
    lines.unregistered(cast.alfa, lines.gt("rewizor-gt"), number="INNY1-22222-33333-44444")
    browser = sign_in(cast.anna)
    answers = [
        register(browser, company=cast.alfa.public_id, number=number)
        for number in ("BETA2-22222-33333-44444", "INNY1-22222-33333-44444", "NIKT1-2-3-4")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["title"] == "license_not_found"
    assert answers[0].json()["field"] == "number"


def test_guessing_ends_and_a_license_that_was_registered_forgives_it(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    browser, most = sign_in(cast.anna), LIMITS["license.number.account"].most
    for _ in range(most - 1):
        register(browser, company=cast.alfa.public_id, number="NIKT1-2-3-4")

    assert register(browser, company=cast.alfa.public_id).status_code == 200
    for _ in range(most):
        assert register(browser, company=cast.alfa.public_id).status_code == 409
    assert register(browser, company=cast.alfa.public_id).status_code == 429


@pytest.mark.parametrize("missing", STATED)
def test_every_statement_is_needed(
    cast: Cast, sign_in: SignIn, license: License, missing: str
) -> None:
    said = [one for one in STATED if one != missing]

    answer = register(sign_in(cast.anna), company=cast.alfa.public_id, statements=said)

    license.refresh_from_db()
    assert (answer.status_code, answer.json()["title"]) == (422, "statements_missing")
    assert license.status == License.Status.UNREGISTERED


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("registered", "license_already_registered"),
        ("awaiting", "registration_waits"),
        ("suspended", "license_not_possible_now"),
        ("expired", "license_not_possible_now"),
    ],
)
def test_what_is_not_unregistered_says_why(
    cast: Cast, sign_in: SignIn, license: License, status: str, code: str
) -> None:
    License.objects.filter(pk=license.pk).update(status=status)

    answer = register(sign_in(cast.anna), company=cast.alfa.public_id)

    assert (answer.status_code, answer.json()["title"]) == (409, code)


def test_an_education_license_waits_for_the_vendor(
    cast: Cast, sign_in: SignIn, license: License, deliver: Callable[[], None]
) -> None:
    License.objects.filter(pk=license.pk).update(variant="education")

    answer = register(sign_in(cast.anna), company=cast.alfa.public_id)
    deliver()

    license.refresh_from_db()
    assert (answer.json()["status"], answer.json()["next_step"]) == ("awaiting", "wait")
    assert answer.json()["activation_code_sent"] is False
    assert license.registered_at is None
    assert all("waits for the vendor" in letter.subject for letter in mail.outbox)


def test_gt_is_registered_only_in_the_program(cast: Cast, license: License) -> None:
    for way in ("file", "card", "terms"):
        with pytest.raises(OnlyInTheProgram):
            register_license(cast.anna, license, way=way, statements=STATED)


def test_an_app_is_not_registered_from_a_program(cast: Cast) -> None:
    app = lines.unregistered(cast.alfa, lines.cloud())

    with pytest.raises(WayNotOpen):
        register_license(cast.anna, app, way="online", statements=STATED)


def test_a_package_is_registered_from_any_program_of_its_line(cast: Cast, sign_in: SignIn) -> None:
    lines.gt()
    package = lines.gt("insert-gt", kind="package")
    lines.unregistered(cast.alfa, package, number=NUMBER)

    assert register(sign_in(cast.anna), company=cast.alfa.public_id).status_code == 200


def test_a_company_that_demands_a_second_step_waits_for_it(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    cast.alfa.factor_demand = FactorDemand.EVERYBODY
    cast.alfa.save()

    answer = register(sign_in(cast.bartek), company=cast.alfa.public_id)

    assert (answer.status_code, answer.json()["title"]) == (403, "factor_demanded")


def test_the_state_of_a_license_is_read_by_members_and_by_nobody_else(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    address = f"/api/v1/licenses/{license.public_id}"
    full, masked = sign_in(cast.bartek).get(address), sign_in(cast.bogna).get(address)

    assert full.json()["number"] == NUMBER
    assert masked.json()["number"] == license.number_masked
    assert (full.json()["status"], full.json()["next_step"]) == ("unregistered", "in_program")
    assert sign_in(cast.celina).get(address).status_code == 404
    assert Client().get(address).status_code == 401


def test_a_program_registers_with_the_token_of_the_person(cast: Cast, license: License) -> None:
    token = signed_in(cast.bartek).text

    answer = register(
        Client(headers={"authorization": f"Bearer {token}"}), tax_id=cast.alfa.tax_id_display
    )

    assert answer.json()["status"] == "registered"
    assert Registration.objects.get(license=license).asked_by == cast.bartek


def test_a_browser_without_its_csrf_token_registers_nothing(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    browser = sign_in(cast.anna)
    browser.handler.enforce_csrf_checks = True  # what the test client leaves out

    assert register(browser, company=cast.alfa.public_id).status_code == 403
    license.refresh_from_db()
    assert license.status == License.Status.UNREGISTERED
