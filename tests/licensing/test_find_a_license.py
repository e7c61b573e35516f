"""Finding one license among many: by the name of its product, or by its whole number, which no address ever holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def find(browser: Client, cast: Cast, words: str) -> Any:
    address = f"/companies/{cast.alfa.public_id}/products/find/"
    return browser.post(address, {"words": words})


def test_a_whole_number_however_written_leads_to_its_license(cast: Cast, sign_in: SignIn) -> None:
    answer = find(sign_in(cast.bogna), cast, " alfa1 22222 33333-44444 ")

    assert answer.status_code == 302
    assert answer.url == cast.alfa_license.get_absolute_url()


def test_a_name_narrows_the_list(cast: Cast, sign_in: SignIn) -> None:
    factories.license(cast.alfa, product=factories.product("gestor-gt", name="Gestor GT"))
    browser = sign_in(cast.anna)

    answer = find(browser, cast, "GESTOR")
    shown = browser.get(answer.url).content.decode()

    assert answer.url.endswith("/products/?name=GESTOR")
    assert "Gestor GT" in shown
    assert "Subiekt Gt" not in shown


def test_what_fits_nothing_is_answered_in_place_so_that_no_address_holds_it(
    cast: Cast, sign_in: SignIn
) -> None:
    answer = find(sign_in(cast.anna), cast, "ALFA1-22222-33333-44445")

    assert answer.status_code == 200
    assert "A number is found only when it is complete." in answer.content.decode()


def test_a_part_of_a_number_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    assert find(sign_in(cast.anna), cast, "ALFA1-22222").status_code == 200


def test_a_number_of_another_company_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    answer = find(sign_in(cast.anna), cast, cast.beta_license.number)

    assert answer.status_code == 200
    assert cast.beta_license.public_id not in answer.content.decode()


def test_nothing_looked_for_shows_everything(cast: Cast, sign_in: SignIn) -> None:
    assert find(sign_in(cast.anna), cast, "  ").url == f"/companies/{cast.alfa.public_id}/products/"


def test_a_few_licenses_need_no_search(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    address = f"/companies/{cast.alfa.public_id}/products/"

    few = browser.get(address).content.decode()
    for _ in range(10):
        factories.license(cast.alfa, product=cast.alfa_license.product)
    many = browser.get(address).content.decode()

    assert 'role="search"' not in few
    assert 'role="search"' in many
