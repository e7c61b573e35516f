"""What no honest program sends: in every field of every address the answer is 422, and nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from klucznik.licensing.models import Entity, License
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED

SignIn = Callable[..., Client]
NUMBER = "NOWA1-22222-33333-44444"
WRONG: dict[str, Any] = {
    "nul": "a\x00b",
    "half of a pair": "a\ud800",
    "long": "x" * 100_000,
    "number": 7,
    "true": True,
    "list": ["a"],
    "object": {"a": "b"},
    "null": None,
}
BODIES: dict[str, dict[str, Any]] = {
    "licenses/register": {
        "number": NUMBER,
        "tax_id": "5260250274",
        "program": "subiekt-gt",
        "version": "1",
        "seller": "a",
        "care_partner": "b",
        "place_of_use": "c",
        "statements": list(STATED),
    },
    "licenses/{license}/entities": {"tax_id": "5260250274", "name": "Klient", "kind": "client"},
    "entities/by-code": {
        "number": NUMBER,
        "activation_code": "AAAAA-AAAAA-AAAAA",
        "tax_id": "5260250274",
        "name": "Klient",
    },
}
CASES = [
    pytest.param(address, field, wrong, id=f"{address} {field} {wrong}")
    for address, body in BODIES.items()
    for field in body
    for wrong in WRONG
    if (field, wrong) != ("statements", "list")
]


def send(browser: Client, address: str, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return browser.post(f"/api/v1/{address}", text, content_type="application/json")


@pytest.fixture
def license(cast: Cast) -> License:
    return lines.unregistered(cast.alfa, lines.gt(), number=NUMBER)


@pytest.mark.parametrize(("address", "field", "wrong"), CASES)
def test_one_wrong_field(
    cast: Cast, sign_in: SignIn, license: License, address: str, field: str, wrong: str
) -> None:
    body = BODIES[address] | {field: WRONG[wrong]}

    answer = send(sign_in(cast.anna), address.format(license=license.public_id), body)

    license.refresh_from_db()
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert license.status == License.Status.UNREGISTERED
    assert not Entity.objects.exists()


@pytest.mark.parametrize("address", BODIES)
def test_fields_that_nobody_asked_for_and_missing_ones(
    cast: Cast, sign_in: SignIn, license: License, address: str
) -> None:
    browser, url = sign_in(cast.anna), address.format(license=license.public_id)

    for more in ("status", "role", "company_id", "by_staff", "kind_of", "registered_at"):
        answer = send(browser, url, BODIES[address] | {more: "x"})
        assert (answer.status_code, answer.json()["field"]) == (422, more)
    for text in ("", "[]", "null", "7", '"x"', "{", "\x00", "{}"):
        assert send(browser, url, text).status_code in (400, 422), text


def test_a_company_is_named_once(cast: Cast, sign_in: SignIn, license: License) -> None:
    body = BODIES["licenses/register"] | {"company": cast.alfa.public_id}

    both = send(sign_in(cast.anna), "licenses/register", body)
    none = send(sign_in(cast.anna), "licenses/register", body | {"company": "", "tax_id": ""})

    assert both.status_code == none.status_code == 422


@pytest.mark.parametrize("name", ["%00", "..%2f..", "x" * 3000, "%ED%A0%80", "' OR 1=1--"])
def test_addresses_of_no_license(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(cast.anna)

    assert browser.get(f"/api/v1/licenses/{name}").status_code in (400, 404)
    answer = send(browser, f"licenses/{name}/entities", BODIES["licenses/{license}/entities"])
    assert answer.status_code in (400, 404)


def test_a_number_made_of_anything_is_only_unknown(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    body = BODIES["licenses/register"] | {"tax_id": cast.alfa.tax_id_display}

    for number in ("' OR 1=1--", "{{7*7}}", "\u202e", "ﬃ" * 60, "-" * 60, "İ" * 60):
        answer = send(browser, "licenses/register", body | {"number": number})
        assert (answer.status_code, answer.json()["title"]) == (404, "license_not_found")


def test_an_own_name_of_nothing_visible_is_missing(cast: Cast, sign_in: SignIn) -> None:
    license = factories.license(cast.alfa, product=lines.gt())
    body = {"tax_id": cast.alfa.tax_id_display, "name": "\u200b\u200b", "kind": "own"}

    answer = send(sign_in(cast.anna), f"licenses/{license.public_id}/entities", body)

    assert (answer.status_code, answer.json()["field"]) == (422, "name")
