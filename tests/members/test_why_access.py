"""Why can Anna open Subiekt 123? The same answer for the administrator, for the person and for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.companies.models import Company, FactorDemand, Role
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.actions.access import grant_product_access, withdraw_product_access
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
CODE = "subiekt-123"


@pytest.fixture
def product(cast: Cast) -> Product:
    """A product that people open by name; Alfa's license lets two of them in."""
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=2)
    return made


def why(browser: Client, cast: Cast, user: Any, code: str = CODE) -> str:
    place = place_of(user, cast.alfa)
    answer = browser.get(page_of(cast.alfa, "members:why", place.public_id, code))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_administrator_reads_the_whole_chain(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    grant_product_access(cast.bartek, place_of(cast.bogna, cast.alfa), product=product)

    shown = why(sign_in(cast.anna), cast, cast.bogna)

    assert "Why Bogna Bąk can open Subiekt 123" in shown
    assert "there is a license, a role and a right" in shown
    assert "given by Bartek Brzoza" in shown
    assert "1 of 2 places taken" in shown


def test_what_is_missing_is_named_with_what_to_do(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    shown = why(sign_in(cast.anna), cast, cast.bogna)
    give = page_of(cast.alfa, "members:give", CODE, place_of(cast.bogna, cast.alfa).public_id)

    assert "Why Bogna Bąk cannot open Subiekt 123" in shown
    assert "nobody has given this right" in shown
    assert give in shown
    done = sign_in(cast.anna).post(give, follow=True).content.decode()
    assert "Bogna Bąk can now open Subiekt 123" in done
    assert "Why Bogna Bąk can open Subiekt 123" in done


def test_a_withdrawn_right_says_when_and_by_whom(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    withdraw_product_access(cast.bartek, place_of(cast.bogna, cast.alfa), product=product)

    shown = why(sign_in(cast.anna), cast, cast.bogna)

    assert "the right ended on" in shown
    assert "withdrawn by Bartek Brzoza" in shown


def test_an_associated_person_lacks_a_role_first(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)

    shown = why(sign_in(cast.anna), cast, cast.dorota)

    assert "an associated person has no role" in shown
    assert "Give a role on the person’s page" in shown


def test_the_company_s_demand_of_a_second_step_counts(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    for user in (cast.anna, cast.bogna):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)
    factories.with_factor(cast.anna)
    Company.objects.filter(pk=cast.alfa.pk).update(factor_demand=FactorDemand.EVERYBODY)
    browser = sign_in(cast.anna)

    assert "Why Anna Alfowska can open Subiekt 123" in why(browser, cast, cast.anna)
    assert "demands two-step verification, and it is not turned on" in why(
        browser, cast, cast.bogna
    )


def test_a_product_the_company_never_had(cast: Cast, sign_in: SignIn) -> None:
    factories.product("nieznany", name="Nieznany", needs_access=True)

    assert "the company has no license of it" in why(
        sign_in(cast.anna), cast, cast.bogna, "nieznany"
    )


def test_only_those_who_manage_access_read_it(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    bogna = place_of(cast.bogna, cast.alfa).public_id
    stranger = sign_in(cast.celina)

    own = sign_in(cast.bogna).get(page_of(cast.alfa, "members:why", bogna, CODE))
    theirs = stranger.get(page_of(cast.beta, "members:why", bogna, CODE))
    unknown = stranger.get(page_of(cast.beta, "members:why", NOWHERE, CODE))

    assert own.status_code == 403
    assert told(theirs) == told(unknown)
    assert theirs.status_code == 404


def test_the_person_reads_the_same_about_themselves(
    cast: Cast, product: Product, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        other = factories.product(f"inny-{number}", metric="users", needs_access=True)
        factories.license(cast.alfa, product=other, amount=1)
    browser = sign_in(cast.bogna)
    address = page_of(cast.alfa, "members:my_access")
    browser.get(address)

    with django_assert_max_num_queries(12):
        shown = browser.get(address).content.decode()

    assert "Nobody has given you the right to Subiekt 123 yet." in shown
    assert page_of(cast.alfa, "members:no_access", CODE) in shown


def test_my_products_leads_whoever_cannot_open_it_to_the_answer(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    address = page_of(cast.alfa, "licensing:products")
    before = sign_in(cast.bogna).get(address).content.decode()
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    after = sign_in(cast.bogna).get(address).content.decode()

    assert "You have no access – ask an administrator" in before
    assert page_of(cast.alfa, "members:no_access", CODE) in before
    assert "You have no access" not in after


def test_whoever_may_open_it_is_led_there_when_the_catalog_knows_where(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    Product.objects.filter(pk=product.pk).update(address="https://app.example/start")
    address = page_of(cast.alfa, "licensing:products")
    browser = sign_in(cast.bogna)

    before = browser.get(address).content.decode()
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    after = browser.get(address).content.decode()
    own = browser.get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()

    assert "https://app.example/start" not in before
    assert 'href="https://app.example/start"' in after
    assert 'href="https://app.example/start"' in own


def api(browser: Client, company: Company, product: str = "", **more: str) -> Any:
    path = f"/api/v1/companies/{company.public_id}/access"
    return browser.get(f"{path}/{product}" if product else path, more)


def test_a_check_by_a_program_is_an_answer(cast: Cast, product: Product, sign_in: SignIn) -> None:
    browser = sign_in(cast.bogna)
    before = api(browser, cast.alfa, CODE)
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    until = clock.now() + timedelta(days=3)
    ProductAccess.objects.update(until=until)
    after = api(browser, cast.alfa, CODE).json()

    assert before.status_code == 200
    assert before.json() == {
        "product": CODE,
        "name": "Subiekt 123",
        "opens": False,
        "mode": "full",
        "verdict": "no_tick",
        "sentence": "Nobody has given you the right to Subiekt 123 yet.",
        "url": before.json()["url"],
        "since": None,
        "until": None,
    }
    assert before.json()["url"].endswith(page_of(cast.alfa, "members:no_access", CODE))
    assert after["opens"] is True
    assert after["verdict"] == "opens"
    assert after["until"].startswith(f"{until:%Y-%m-%d}")


def test_a_program_gets_the_sentence_in_the_language_it_asks_for(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    browser = sign_in(cast.bogna)

    polish = api(browser, cast.alfa, CODE, language="pl").json()["sentence"]

    assert polish != api(browser, cast.alfa, CODE, language="en").json()["sentence"]
    assert "Subiekt 123" in polish
    assert api(browser, cast.alfa, CODE, language="xx").status_code == 422


def test_a_missing_second_step_is_an_answer_too(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    Company.objects.filter(pk=cast.alfa.pk).update(factor_demand=FactorDemand.EVERYBODY)

    answer = api(sign_in(cast.bogna), cast.alfa, CODE)

    assert answer.status_code == 200
    assert answer.json()["verdict"] == "second_step_missing"
    assert answer.json()["opens"] is False


def test_a_program_lists_everything_the_person_may_know(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    License.objects.filter(product=product).update(status=License.Status.SUSPENDED)

    listed = api(sign_in(cast.bogna), cast.alfa).json()

    assert {row["product"]: row["verdict"] for row in listed} == {
        "subiekt-gt": "open_to_all",
        CODE: "license_suspended",
    }


def test_a_stranger_s_program_learns_nothing(cast: Cast, product: Product, sign_in: SignIn) -> None:
    assert api(Client(), cast.alfa, CODE).status_code == 401
    assert api(sign_in(cast.celina), cast.alfa, CODE).status_code == 404
    assert api(sign_in(cast.bogna), cast.alfa, "nothing").status_code == 404
