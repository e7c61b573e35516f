"""The API says the same as the pages: acts, limits, refusals, and the same nothing for strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from klucznik.companies.models import Membership, Role
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def post(browser: Client, body: Any) -> Any:
    return browser.post("/api/v1/companies", json.dumps(body), content_type="application/json")


def test_a_program_connects_a_company_for_the_person(cast: Cast, sign_in: SignIn) -> None:
    answer = post(
        sign_in(cast.dorota),
        {
            "tax_id": f"PL{cast.alfa.tax_number}",
            "license_number": cast.alfa_license.number,
            "statement": True,
        },
    )

    assert answer.status_code == 201
    assert answer.json()["role"] == "associated"
    assert Membership.objects.get(user=cast.dorota).role == Role.ASSOCIATED


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"license_number": "WRONG"}, 422, "number_does_not_fit"),
        ({"tax_id": "123"}, 422, "wrong_nip_length"),
        ({"statement": False}, 422, "statement_not_accepted"),
        ({"statement": "maybe"}, 422, "malformed"),
        ({"role": "global_administrator"}, 422, "malformed"),
        ({"license_number": "A\x00B"}, 422, "malformed"),
        ({"license_number": "\ud800"}, 422, "malformed"),
        ({"license_number": "x" * 61}, 422, "malformed"),
        ({"tax_id": ["5252248481"]}, 422, "malformed"),
    ],
)
def test_a_refusal_is_a_problem_with_a_code(
    cast: Cast, sign_in: SignIn, change: dict[str, Any], status: int, code: str
) -> None:
    body = {
        "tax_id": cast.alfa.tax_number,
        "license_number": cast.alfa_license.number,
        "statement": True,
    } | change

    answer = post(sign_in(cast.dorota), body)

    assert (answer.status_code, answer.json()["title"]) == (status, code)
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_an_unknown_company_and_a_wrong_number_read_the_same(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)

    unknown = post(
        browser, {"tax_id": factories.tax_number(), "license_number": "X", "statement": True}
    )
    wrong = post(
        browser, {"tax_id": cast.alfa.tax_number, "license_number": "X", "statement": True}
    )

    assert unknown.json() == wrong.json()


def test_the_limits_of_the_page_hold_here_too(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)
    for _ in range(5):
        browser.post("/companies/connect/", {"tax_id": factories.tax_number()})

    answer = post(
        browser,
        {
            "tax_id": cast.alfa.tax_number,
            "license_number": cast.alfa_license.number,
            "statement": True,
        },
    )

    assert answer.status_code == 429


def test_a_member_reads_the_licenses_and_the_associated_read_masked_numbers(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    address = f"/api/v1/companies/{cast.alfa.public_id}/licenses"

    assert (
        sign_in(cast.anna).get(address).json()["licenses"][0]["number"] == cast.alfa_license.number
    )
    assert sign_in(cast.dorota).get(address).json()["licenses"][0]["number"] == "ALFA1-…-444"


def test_a_stranger_finds_nothing_and_nobody_gets_in_without_signing_in(
    cast: Cast, sign_in: SignIn, client: Client
) -> None:
    address = f"/api/v1/companies/{cast.alfa.public_id}/licenses"

    stranger, unknown = (
        sign_in(cast.celina).get(address),
        sign_in(cast.celina).get("/api/v1/companies/nothing/licenses"),
    )

    assert (stranger.status_code, stranger.content) == (404, unknown.content)
    assert client.get(address).status_code == 401


def test_a_form_of_another_site_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    signed_in = sign_in(cast.dorota)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in.cookies

    answer = post(
        browser,
        {
            "tax_id": cast.alfa.tax_number,
            "license_number": cast.alfa_license.number,
            "statement": True,
        },
    )

    assert answer.status_code == 403
    assert not Membership.objects.filter(user=cast.dorota).exists()
