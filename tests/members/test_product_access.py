"""Access to products: a tick per person and product, within the size of the licenses, also under pressure."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.actions.access import (
    grant_product_access,
    set_product_access,
    withdraw_product_access,
)
from klucznik.members.actions.people import remove_member
from klucznik.members.errors import NoPlaceLeft, NoRoleNoAccess, NotYourProduct, RightMissing
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]


def subiekt(cast: Cast, *, amount: int = 1, metric: str = "users", **more: Any) -> Product:
    """A product that people open by name, and Alfa's license for it."""
    product = factories.product("subiekt-123", name="Subiekt 123", metric=metric, needs_access=True)
    factories.license(cast.alfa, product=product, amount=amount, **more)
    return product


def open_for(product: Product) -> set[str]:
    active = ProductAccess.objects.active().filter(product=product)
    return set(active.values_list("membership__user__first_name", flat=True))


def test_a_tick_on_the_persons_page_lets_them_open_the_product(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    product = subiekt(cast, amount=2)
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.bartek)
    address = page_of(cast.alfa, "members:change_access", bogna.public_id)

    browser.post(address, {"products": ["subiekt-123"]})
    shown = browser.get(page_of(cast.alfa, "members:member", bogna.public_id)).content.decode()
    deliver()

    assert open_for(product) == {"Bogna"}
    assert "1 of 2 places taken" in shown
    event = Event.objects.get(kind=Kind.ACCESS_GRANTED)
    assert event.sentence == "Bartek Brzoza gave Bogna Bąk access to Subiekt 123"
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]


def test_taking_the_tick_away_ends_the_row_and_keeps_it(cast: Cast, sign_in: SignIn) -> None:
    product = subiekt(cast)
    bogna = place_of(cast.bogna, cast.alfa)
    grant_product_access(cast.anna, bogna, product=product)

    sign_in(cast.anna).post(page_of(cast.alfa, "members:change_access", bogna.public_id), {})

    assert open_for(product) == set()
    assert ProductAccess.objects.get().ended_by == cast.anna
    assert Event.objects.filter(kind=Kind.ACCESS_WITHDRAWN).count() == 1


def test_more_people_than_the_license_allows_are_refused_with_a_reason(
    cast: Cast, sign_in: SignIn
) -> None:
    product = subiekt(cast, amount=1)
    grant_product_access(cast.anna, place_of(cast.anna, cast.alfa), product=product)
    bogna = place_of(cast.bogna, cast.alfa)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:change_access", bogna.public_id), {"products": ["subiekt-123"]}
    )

    assert answer.status_code == 422
    assert "All places are taken: Subiekt 123" in answer.content.decode()
    assert open_for(product) == {"Anna"}


def test_sizes_of_several_licenses_add_up_and_unusable_ones_count_nothing(cast: Cast) -> None:
    product = subiekt(cast, amount=1)
    factories.license(cast.alfa, product=product, amount=1)
    factories.license(cast.alfa, product=product, amount=5, status=License.Status.SUSPENDED)
    yesterday = clock.today() - timedelta(days=1)
    factories.license(
        cast.alfa, product=product, amount=5, valid_from=date(2024, 1, 1), valid_to=yesterday
    )
    factories.license(
        cast.alfa, product=product, amount=5, valid_from=clock.today() + timedelta(days=1)
    )
    factories.license(cast.beta, product=product, amount=5)

    for user in (cast.anna, cast.bartek):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)

    with pytest.raises(NoPlaceLeft):
        grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)


def test_a_license_counted_in_something_else_limits_no_people(cast: Cast) -> None:
    product = subiekt(cast, amount=1, metric="entities")

    for user in (cast.anna, cast.bartek, cast.bogna):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)

    assert len(open_for(product)) == 3


def test_a_withdrawn_or_removed_persons_place_is_free_again(cast: Cast) -> None:
    product = subiekt(cast, amount=1)
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    withdraw_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)
    grant_product_access(cast.anna, place_of(cast.bartek, cast.alfa), product=product)
    remove_member(cast.anna, place_of(cast.bartek, cast.alfa))

    grant_product_access(cast.anna, place_of(cast.anna, cast.alfa), product=product)

    assert open_for(product) == {"Anna"}


def test_keeping_a_tick_needs_no_free_place(cast: Cast) -> None:
    product = subiekt(cast, amount=1)
    bogna = place_of(cast.bogna, cast.alfa)
    grant_product_access(cast.anna, bogna, product=product)

    set_product_access(cast.anna, bogna, products=[product])

    assert Event.objects.filter(kind=Kind.ACCESS_GRANTED).count() == 1


def test_a_product_without_a_license_is_not_given(cast: Cast) -> None:
    product = factories.product("portal-biura", needs_access=True)

    with pytest.raises(NotYourProduct):
        grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)


def test_an_associated_person_opens_nothing(cast: Cast) -> None:
    product = subiekt(cast)
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)

    with pytest.raises(NoRoleNoAccess):
        grant_product_access(cast.anna, newcomer, product=product)


def test_a_company_administrator_ticks_for_users_and_themselves_only(cast: Cast) -> None:
    product = subiekt(cast, amount=9)

    with pytest.raises(RightMissing):
        grant_product_access(cast.bartek, place_of(cast.anna, cast.alfa), product=product)
    for user in (cast.bogna, cast.bartek):
        grant_product_access(cast.bartek, place_of(user, cast.alfa), product=product)

    assert open_for(product) == {"Bogna", "Bartek"}


def test_users_and_strangers_tick_nothing(cast: Cast, sign_in: SignIn) -> None:
    product = subiekt(cast)
    bogna = place_of(cast.bogna, cast.alfa)
    tick = {"products": ["subiekt-123"]}

    user = sign_in(cast.bogna).post(
        page_of(cast.alfa, "members:change_access", bogna.public_id), tick
    )
    stranger = sign_in(cast.celina)
    theirs = stranger.post(page_of(cast.beta, "members:change_access", bogna.public_id), tick)
    unknown = stranger.post(page_of(cast.beta, "members:change_access", NOWHERE), tick)

    assert user.status_code == 403
    assert told(theirs) == told(unknown)
    assert open_for(product) == set()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_person(cast: Cast) -> None:
    product = subiekt(cast, amount=1)
    places = [factories.membership(cast.alfa, factories.person(), Role.USER) for _ in range(10)]

    def grant(place: Membership) -> bool:
        try:
            grant_product_access(cast.anna, place, product=product)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        through = list(pool.map(grant, places))

    assert sum(through) == 1
    assert len(open_for(product)) == 1


def test_the_page_of_a_product_shows_who_opens_it_and_takes_it_away(
    cast: Cast, sign_in: SignIn
) -> None:
    product = subiekt(cast, amount=2)
    bogna = place_of(cast.bogna, cast.alfa)
    grant_product_access(cast.anna, bogna, product=product)
    browser = sign_in(cast.bartek)

    listed = browser.get(page_of(cast.alfa, "members:products")).content.decode()
    shown = browser.get(page_of(cast.alfa, "members:product", "subiekt-123")).content.decode()
    withdraw = page_of(cast.alfa, "members:withdraw", "subiekt-123", bogna.public_id)
    done = browser.post(withdraw, follow=True).content.decode()

    assert "1 of 2 places taken" in listed
    assert "Bogna Bąk" in shown
    assert withdraw in shown
    assert "Bogna Bąk no longer opens Subiekt 123" in done
    assert open_for(product) == set()


def test_a_product_that_the_company_does_not_have_has_no_page(cast: Cast, sign_in: SignIn) -> None:
    subiekt(cast)
    browser = sign_in(cast.celina)

    known = browser.get(page_of(cast.beta, "members:product", "subiekt-123"))
    unknown = browser.get(page_of(cast.beta, "members:product", "nothing"))

    assert told(known) == told(unknown)


def test_a_company_administrator_takes_nothing_from_a_global_one(
    cast: Cast, sign_in: SignIn
) -> None:
    product = subiekt(cast)
    anna = place_of(cast.anna, cast.alfa)
    grant_product_access(cast.anna, anna, product=product)

    browser = sign_in(cast.bartek)
    withdraw = page_of(cast.alfa, "members:withdraw", "subiekt-123", anna.public_id)

    assert (
        withdraw
        not in browser.get(page_of(cast.alfa, "members:product", "subiekt-123")).content.decode()
    )
    answer = browser.post(withdraw, follow=True)

    assert "You do not have the right to do this" in answer.content.decode()
    assert open_for(product) == {"Anna"}


def test_two_products_given_at_the_same_moment_are_both_given(cast: Cast) -> None:
    """What was read before the lock may be old: a grant adds, it never sets the whole list."""
    first = subiekt(cast, amount=5)
    second = factories.product("portal-biura", metric="users", needs_access=True)
    factories.license(cast.alfa, product=second, amount=5)
    stale = place_of(cast.bogna, cast.alfa)

    grant_product_access(cast.anna, stale, product=first)
    grant_product_access(cast.bartek, stale, product=second)

    assert open_for(first) == open_for(second) == {"Bogna"}
