"""Licenses that lapse, shrink or add up: who is in stays in, and nobody new comes in beyond their size."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.licensing.models import License
from klucznik.members.actions.access import (
    grant_product_access,
    withdraw_product_access,
)
from klucznik.members.errors import NoPlaceLeft
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]


def subiekt(cast: Cast, *, amount: int = 1, metric: str = "users", **more: Any) -> Product:
    """A product that people open by name, and Alfa's license for it."""
    product = factories.product("subiekt-123", name="Subiekt 123", metric=metric, needs_access=True)
    factories.license(cast.alfa, product=product, amount=amount, **more)
    return product


def open_for(product: Product) -> set[str]:
    active = ProductAccess.objects.active().filter(product=product)
    return set(active.values_list("membership__user__first_name", flat=True))


def test_a_lapsed_license_takes_no_ticks_away(cast: Cast, sign_in: SignIn) -> None:
    """The form does not show the product, so saving the form says nothing about it."""
    product = subiekt(cast, amount=2)
    bogna = place_of(cast.bogna, cast.alfa)
    grant_product_access(cast.anna, bogna, product=product)
    License.objects.filter(product=product).update(status=License.Status.SUSPENDED)
    browser = sign_in(cast.anna)

    browser.post(page_of(cast.alfa, "members:change_access", bogna.public_id), {})
    shown = browser.get(page_of(cast.alfa, "members:product", "subiekt-123")).content.decode()

    assert open_for(product) == {"Bogna"}
    assert "No license of this product works now" in shown
    withdraw_product_access(cast.anna, bogna, product=product)
    assert open_for(product) == set()


def test_a_license_that_shrinks_keeps_people_in_and_lets_nobody_new_in(
    cast: Cast, sign_in: SignIn
) -> None:
    product = subiekt(cast, amount=2)
    for user in (cast.anna, cast.bartek):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)
    License.objects.filter(product=product).update(amount=1)
    browser = sign_in(cast.anna)

    listed = browser.get(page_of(cast.alfa, "members:products")).content.decode()
    shown = browser.get(page_of(cast.alfa, "members:product", "subiekt-123")).content.decode()

    assert "over the limit" in listed
    assert "More people than the license allows" in shown
    assert open_for(product) == {"Anna", "Bartek"}
    for _ in range(2):
        with pytest.raises(NoPlaceLeft):
            grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
        withdraw_product_access(cast.anna, place_of(cast.bartek, cast.alfa), product=product)
    withdraw_product_access(cast.anna, place_of(cast.anna, cast.alfa), product=product)
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)


def test_a_right_whose_time_is_over_is_given_anew(cast: Cast, travel: Callable[..., Any]) -> None:
    product = subiekt(cast, amount=1)
    bogna = place_of(cast.bogna, cast.alfa)
    grant_product_access(cast.anna, bogna, product=product)
    ProductAccess.objects.update(until=clock.now() + timedelta(days=1))
    travel(days=2)

    grant_product_access(cast.anna, bogna, product=product)

    assert open_for(product) == {"Bogna"}
    assert ProductAccess.objects.filter(ended_at=None).get().until is None


STATES = st.sampled_from(
    [
        {},
        {"status": License.Status.SUSPENDED},
        {"status": License.Status.UNREGISTERED},
        {"status": License.Status.EXPIRED},
        {"valid_to": "yesterday"},
        {"valid_from": "tomorrow"},
        {"valid_to": "today"},
        {"valid_from": "today"},
    ]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(1, 3), STATES), max_size=4), st.data())
def test_never_more_ticks_than_the_licenses_that_work_allow(
    cast: Cast, licenses: list[tuple[int, dict[str, str]]], data: st.DataObject
) -> None:
    """Whatever is given, withdrawn or shrunk, in any order: nobody new gets in above the limit."""
    days = {
        "yesterday": clock.today() - timedelta(days=1),
        "today": clock.today(),
        "tomorrow": clock.today() + timedelta(days=1),
    }
    company = factories.company()
    product = factories.product("subiekt-123", metric="users", needs_access=True)
    factories.membership(company, cast.anna, Role.GLOBAL_ADMINISTRATOR)
    places = [factories.membership(company, factories.person(), Role.USER) for _ in range(4)]
    made = [
        factories.license(
            company,
            product=product,
            amount=amount,
            **{name: days.get(value, value) for name, value in state.items()},
        )
        for amount, state in licenses
    ]
    good = [row for row, (_, state) in zip(made, licenses, strict=True) if works(state)]
    acts = st.tuples(st.sampled_from(["give", "give", "take", "shrink"]), st.integers(0, 3))

    for act, which in data.draw(st.lists(acts, max_size=8)):
        working = License.objects.filter(pk__in=[row.pk for row in good])
        if act == "shrink":
            working.update(amount=1)
        limit = sum(working.values_list("amount", flat=True))
        active = ProductAccess.objects.active().filter(membership__company=company)
        before = active.count()
        with suppress(DomainError):
            if act == "give":
                grant_product_access(cast.anna, places[which], product=product)
            elif act == "take":
                withdraw_product_access(cast.anna, places[which], product=product)
        assert active.count() <= max(before, limit)


def works(state: dict[str, str]) -> bool:
    return state in ({}, {"valid_to": "today"}, {"valid_from": "today"})
