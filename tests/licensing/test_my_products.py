"""My products: by line, masked for those who are only associated, the same cost for three licenses and ten thousand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.licensing.numbers import masked, normalized, number_key
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def products(browser: Client, cast: Cast, query: str = "") -> str:
    return browser.get(f"/companies/{cast.alfa.public_id}/products/{query}").content.decode()


def test_an_administrator_sees_the_products_and_their_numbers(cast: Cast, sign_in: SignIn) -> None:
    text = products(sign_in(cast.bartek), cast)

    assert "Subiekt Gt" in text
    assert "3 seats" in text
    assert all(group in text for group in cast.alfa_license.number.split("-"))


def test_an_associated_person_sees_state_and_size_but_only_masked_numbers(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    browser = sign_in(cast.dorota)

    listed = products(browser, cast)
    opened = browser.get(cast.alfa_license.get_absolute_url()).content.decode()

    for text in (listed, opened):
        assert "registered" in text
        assert "ALFA1-…-444" in text
        assert "ALFA1-22222" not in text


def test_orders_are_shown_on_the_license_only_to_those_who_may_see_them(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.transaction(cast.alfa, license=cast.alfa_license, number="ZAM/2026/77")

    assert (
        "ZAM/2026/77"
        in sign_in(cast.anna).get(cast.alfa_license.get_absolute_url()).content.decode()
    )
    assert (
        "ZAM/2026/77"
        not in sign_in(cast.bartek).get(cast.alfa_license.get_absolute_url()).content.decode()
    )


def test_a_license_of_another_company_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.anna).get(
        f"/companies/{cast.alfa.public_id}/products/{cast.beta_license.public_id}/"
    )

    assert answer.status_code == 404


def test_ended_and_current_licenses_are_told_apart(cast: Cast, sign_in: SignIn) -> None:
    gestor = factories.product("gestor-gt")
    factories.license(cast.alfa, product=gestor, valid_to=clock.today() - timedelta(days=1))
    browser = sign_in(cast.anna)

    assert "Gestor Gt" not in products(browser, cast, "?state=current")
    assert "Subiekt Gt" not in products(browser, cast, "?state=ended")
    assert "Gestor Gt" in products(browser, cast, "?state=nonsense&after=broken")


def test_a_license_that_ends_soon_is_announced_to_those_who_can_see_to_it(
    cast: Cast, sign_in: SignIn
) -> None:
    License.objects.filter(pk=cast.alfa_license.pk).update(
        valid_to=clock.today() + timedelta(days=8)
    )

    assert "ends in 9 days" in products(sign_in(cast.anna), cast)
    assert "ends in 9 days" not in products(sign_in(cast.bogna), cast)


def many(cast: Cast, count: int, *, mark: str) -> None:
    """So many licenses: of seats, of entities, and of users who open the product by name."""
    kinds = [
        factories.product("subiekt-gt"),
        factories.product("biuro-nexo", line="nexo", metric="entities"),
        factories.product("subiekt-123", line="cloud", metric="users", needs_access=True),
    ]
    License.objects.bulk_create(
        License(
            company=cast.alfa,
            product=kinds[n % 3],
            number=f"{mark}{n}",
            number_key=number_key(f"{mark}{n}"),
            metric=kinds[n % 3].metric,
            amount=1 + n % 9,
            valid_from=clock.today(),
            status="registered" if n % 7 else "unregistered",
        )
        for n in range(count)
    )


@pytest.mark.parametrize("query", ["", "?state=attention", "?state=ended", "?name=subiekt"])
def test_ten_thousand_licenses_cost_as_many_queries_as_sixty(
    cast: Cast, sign_in: SignIn, query: str, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.anna)
    many(cast, 60, mark="FEW")
    products(browser, cast, query)
    with django_assert_max_num_queries(35) as few:
        products(browser, cast, query)

    many(cast, 10_000, mark="MANY")

    with django_assert_max_num_queries(len(few.captured_queries)):
        products(browser, cast, query)


def test_numbers_are_compared_without_case_spaces_and_dashes() -> None:
    assert normalized("tyq33 m8sxq-srb3w_5rtne") == "TYQ33M8SXQSRB3W5RTNE"
    assert number_key("tyq33 m8sxq") == number_key("TYQ33-M8SXQ") != number_key("TYQ33-M8SXR")
    assert masked("ABCDE-FGHIJ-KLMNO-PQRST") == "ABCDE-…-RST"
