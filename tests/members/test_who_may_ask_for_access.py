"""Who asks for access to a product, who answers, and what is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.access_requests import (
    ask_for_access,
    decline_access_request,
    grant_access_request,
    grant_with_role,
)
from klucznik.members.actions.people import leave_company
from klucznik.members.errors import (
    AskingInVain,
    GiveItYourself,
    NobodyAnswersAccess,
    NoPlaceLeft,
    NoRoleNoAccess,
    RightMissing,
)
from klucznik.members.models import AccessRequest
from tests import factories
from tests.cast import Cast
from tests.members.asking import (
    CODE,
    SignIn,
    ask,
    holders,
)
from tests.members.pages import NOWHERE, page_of, place_of, told


def test_an_associated_person_gets_role_and_product_in_one_act(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    request = ask_for_access(cast.dorota, cast.alfa, product=product)
    with pytest.raises(NoRoleNoAccess):
        grant_access_request(cast.anna, request)
    browser = sign_in(cast.bartek)
    shown = browser.get(page_of(cast.alfa, "members:request", request.public_id)).content.decode()

    browser.post(page_of(cast.alfa, "members:grant_with_role", request.public_id))

    assert "Give the user role and access" in shown
    assert place_of(cast.dorota, cast.alfa).role == Role.USER
    assert holders(product) == {"Dorota"}
    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.GRANTED


def test_role_and_product_are_given_both_or_neither(cast: Cast, product: Product) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    request = ask_for_access(cast.dorota, cast.alfa, product=product)
    for user in (cast.anna, cast.bartek):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)

    with pytest.raises(NoPlaceLeft):
        grant_with_role(cast.anna, request)

    assert place_of(cast.dorota, cast.alfa).role == Role.ASSOCIATED


def test_administrators_give_it_to_themselves(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    with pytest.raises(GiveItYourself):
        ask_for_access(cast.bartek, cast.alfa, product=product)

    browser = sign_in(cast.bartek)
    shown = browser.get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()
    own = place_of(cast.bartek, cast.alfa).public_id
    browser.post(page_of(cast.alfa, "members:give", CODE, own))

    assert "You can give yourself this right" in shown
    assert holders(product) == {"Bartek"}


def test_nobody_to_ask_leads_to_regaining_the_keys(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    for user in (cast.anna, cast.bartek):
        user.address_bounced_at = clock.now()
        user.save()
    with pytest.raises(NobodyAnswersAccess):
        ask(cast, product)

    shown = sign_in(cast.bogna).get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()

    assert "Nobody can give you this right now" in shown
    assert page_of(cast.alfa, "recovery:ways") in shown


def test_a_license_that_does_not_work_is_not_asked_for(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    License.objects.filter(product=product).update(status=License.Status.SUSPENDED)
    with pytest.raises(AskingInVain):
        ask(cast, product)

    shown = sign_in(cast.bogna).get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()

    assert "The license of Subiekt 123 is suspended." in shown
    assert "Ask an administrator" not in shown


def test_whoever_has_the_right_is_led_on(cast: Cast, product: Product, sign_in: SignIn) -> None:
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)

    shown = sign_in(cast.bogna).get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()

    assert "You can use Subiekt 123" in shown
    assert cast.alfa.get_absolute_url() in shown


@pytest.mark.parametrize("words", ["Zob. https://evil.example", "wejdź na evil.com", "x" * 301])
def test_words_that_an_email_should_not_carry_are_refused_and_kept(
    cast: Cast, product: Product, sign_in: SignIn, words: str
) -> None:
    answer = sign_in(cast.bogna).post(
        page_of(cast.alfa, "members:no_access", CODE), {"reason": words}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AccessRequest.objects.exists()


def test_ten_requests_a_day_are_enough(cast: Cast, product: Product, sign_in: SignIn) -> None:
    browser = sign_in(cast.bogna)
    address = page_of(cast.alfa, "members:no_access", CODE)
    for _ in range(10):
        browser.post(address)

    answer = browser.post(address)

    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


def test_users_and_strangers_answer_nothing(cast: Cast, product: Product, sign_in: SignIn) -> None:
    request = ask(cast, product)

    for name in ("members:grant_request", "members:decline_request", "members:grant_with_role"):
        assert (
            sign_in(cast.bogna).post(page_of(cast.alfa, name, request.public_id)).status_code == 403
        )
        stranger = sign_in(cast.celina)
        theirs = stranger.post(page_of(cast.beta, name, request.public_id))
        unknown = stranger.post(page_of(cast.beta, name, NOWHERE))
        assert told(theirs) == told(unknown)
        assert theirs.status_code == 404
    with pytest.raises(RightMissing):
        grant_access_request(cast.celina, request)
    with pytest.raises(RightMissing):
        decline_access_request(cast.bogna, request)


def test_a_company_administrator_does_not_decide_for_a_global_one(
    cast: Cast, product: Product
) -> None:
    request = ask(cast, product)
    bogna = place_of(cast.bogna, cast.alfa)
    bogna.role = Role.GLOBAL_ADMINISTRATOR
    bogna.save()

    with pytest.raises(RightMissing):
        grant_access_request(cast.bartek, request)


def test_administrators_find_it_in_the_rail_and_on_my_products(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    ask(cast, product)
    notice = most_important(place_of(cast.bartek, cast.alfa))
    browser = sign_in(cast.anna)
    listed = browser.get(page_of(cast.alfa, "members:requests")).content.decode()
    products = browser.get(page_of(cast.alfa, "members:products")).content.decode()
    users = browser.get(page_of(cast.alfa, "members:members")).content.decode()

    assert notice is not None
    assert notice.url == page_of(cast.alfa, "recovery:ways") or "asks for access" in str(
        notice.title
    )
    assert "Bogna Bąk: Subiekt 123" in listed
    assert "1 request for access waits for an answer" in products
    assert '<span class="rail__count">1</span>' in users


def test_the_list_costs_the_same_for_one_and_for_ten(
    cast: Cast,
    product: Product,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(10):
        person = factories.person()
        factories.membership(cast.alfa, person, Role.USER)
        ask_for_access(person, cast.alfa, product=product)
    browser = sign_in(cast.anna)
    browser.get(page_of(cast.alfa, "members:requests"))

    with django_assert_max_num_queries(16):
        browser.get(page_of(cast.alfa, "members:requests"))


def test_a_program_without_a_company_finds_the_right_one(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    here = f"/access/{CODE}/"

    assert sign_in(cast.bogna).get(here).url == page_of(cast.alfa, "members:no_access", CODE)
    assert "has no license of Subiekt 123" in sign_in(cast.celina).get(here).content.decode()
    assert "You belong to no company yet" in sign_in(cast.dorota).get(here).content.decode()
    assert sign_in(cast.dorota).get("/access/nothing/").status_code == 404
    leave_company(cast.bogna, place_of(cast.bogna, cast.alfa))
    assert "Your place in the company Piekarnia Alfa ended on" in (
        sign_in(cast.bogna).get(here).content.decode()
    )


def test_a_person_in_two_companies_with_the_product_chooses(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    factories.membership(cast.beta, cast.bogna, Role.USER)
    factories.license(cast.beta, product=product, amount=1)
    browser = sign_in(cast.bogna)

    both = browser.get(f"/access/{CODE}/").content.decode()
    grant_product_access(cast.celina, place_of(cast.bogna, cast.beta), product=product)
    one = browser.get(f"/access/{CODE}/")

    assert "Piekarnia Alfa" in both
    assert "Hurtownia Beta" in both
    assert one.url == page_of(cast.beta, "members:no_access", CODE)
