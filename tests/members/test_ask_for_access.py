"""Somebody opens a product without the right to it: the page says why, they ask, an administrator answers once."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.access_requests import (
    ask_for_access,
    decline_access_request,
    grant_access_request,
    grant_with_role,
    withdraw_access_request,
)
from klucznik.members.actions.people import leave_company, remove_member
from klucznik.members.errors import (
    AccessAlreadyAnswered,
    AccessRequestClosed,
    AlreadyAskedForAccess,
    AskingInVain,
    GiveItYourself,
    NobodyAnswersAccess,
    NoPlaceLeft,
    NoRoleNoAccess,
    RefusedLately,
    RightMissing,
)
from klucznik.members.models import AccessRequest, ProductAccess
from klucznik.members.tasks import expire_access_requests
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
Deliver = Callable[[], None]
CODE = "subiekt-123"
ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (5, 8)


@pytest.fixture
def product(cast: Cast) -> Product:
    """A product that people open by name; Alfa's license lets two of them in."""
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=2)
    return made


def ask(cast: Cast, product: Product, **more: Any) -> AccessRequest:
    return ask_for_access(cast.bogna, cast.alfa, product=product, **more)


def holders(product: Product) -> set[str]:
    active = ProductAccess.objects.active().filter(product=product)
    return set(active.values_list("membership__user__first_name", flat=True))


def letters_to(address: str) -> list[Any]:
    return [letter for letter in mail.outbox if address in letter.to]


def test_the_page_says_why_and_sends_the_request(
    cast: Cast, product: Product, sign_in: SignIn, deliver: Deliver
) -> None:
    browser = sign_in(cast.bogna)
    address = page_of(cast.alfa, "members:no_access", CODE)
    shown = browser.get(address).content.decode()

    browser.post(address, {"reason": "Od jutra wystawiam faktury."})
    waiting = browser.get(address).content.decode()
    deliver()

    assert "You do not have the right to use the application Subiekt 123" in shown
    assert "Nobody has given you the right to Subiekt 123 yet." in shown
    assert "2 people in the company can give you this right" in shown
    assert "Alfowska" not in shown
    assert "Your request waits for an answer" in waiting
    assert Event.objects.get(kind=Kind.ACCESS_REQUESTED).sentence == (
        "Bogna Bąk asked for access to Subiekt 123"
    )
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "anna@example.com",
        "bartek@example.com",
    ]
    assert "Od jutra wystawiam faktury." in mail.outbox[0].body
    assert page_of(cast.alfa, "members:request", AccessRequest.objects.get().public_id) in (
        mail.outbox[0].body
    )


def test_one_click_gives_the_access_and_tells_the_person(
    cast: Cast, product: Product, sign_in: SignIn, deliver: Deliver
) -> None:
    request = ask(cast, product)
    browser = sign_in(cast.bartek)
    shown = browser.get(page_of(cast.alfa, "members:request", request.public_id)).content.decode()

    browser.post(page_of(cast.alfa, "members:grant_request", request.public_id))
    deliver()

    assert "Bogna Bąk asks for Subiekt 123" in shown
    assert holders(product) == {"Bogna"}
    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.GRANTED
    assert request.decided_by == cast.bartek
    assert "It is the answer to your request." in letters_to("bogna@example.com")[0].body
    assert Event.objects.filter(kind=Kind.ACCESS_GRANTED).count() == 1


def test_declining_says_why_and_closes_the_same_question_for_thirty_days(
    cast: Cast, product: Product, sign_in: SignIn, deliver: Deliver, travel: Callable[..., Any]
) -> None:
    request = ask(cast, product)
    address = page_of(cast.alfa, "members:decline_request", request.public_id)
    sign_in(cast.anna).post(address, {"answer": "Faktury wystawia biuro."})
    deliver()
    shown = sign_in(cast.bogna).get(page_of(cast.alfa, "members:no_access", CODE)).content.decode()

    assert "Faktury wystawia biuro." in letters_to("bogna@example.com")[0].body
    assert "Faktury wystawia biuro." in shown
    with pytest.raises(RefusedLately):
        ask(cast, product)
    travel(days=30, minutes=1)
    assert ask(cast, product).pk


def test_no_place_left_is_said_with_the_way_to_make_one(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    request = ask(cast, product)
    for user in (cast.anna, cast.bartek):
        grant_product_access(cast.anna, place_of(user, cast.alfa), product=product)

    answer = sign_in(cast.anna).post(page_of(cast.alfa, "members:grant_request", request.public_id))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "All places are taken: Subiekt 123" in text
    assert page_of(cast.alfa, "members:product", CODE) in text
    with pytest.raises(NoPlaceLeft):
        grant_access_request(cast.anna, request)
    request.refresh_from_db()
    assert request.decided_at is None


def test_the_second_answer_gets_a_sentence(cast: Cast, product: Product, sign_in: SignIn) -> None:
    request = ask(cast, product)
    grant_access_request(cast.bartek, request)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:decline_request", request.public_id)
    )

    assert "has its answer already (granted): Bartek Brzoza was first" in answer.content.decode()
    assert holders(product) == {"Bogna"}
    with pytest.raises(AccessAlreadyAnswered):
        grant_access_request(cast.anna, request)


def test_a_tick_given_otherwise_is_the_answer(cast: Cast, product: Product) -> None:
    request = ask(cast, product)

    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)

    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.GRANTED
    assert request.decided_by == cast.anna


@pytest.mark.parametrize("end", ["leave", "removed"])
def test_requests_end_with_the_place(cast: Cast, product: Product, end: str) -> None:
    request = ask(cast, product)
    place = place_of(cast.bogna, cast.alfa)
    if end == "leave":
        leave_company(cast.bogna, place)
    else:
        remove_member(cast.anna, place)

    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.WITHDRAWN
    with pytest.raises(AccessRequestClosed):
        grant_access_request(cast.anna, request)


def test_the_person_withdraws_and_may_ask_anew(
    cast: Cast, product: Product, sign_in: SignIn
) -> None:
    request = ask(cast, product)

    done = sign_in(cast.bogna).post(page_of(cast.alfa, "members:withdraw_asked", CODE), follow=True)

    assert "You withdrew your request" in done.content.decode()
    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.WITHDRAWN
    with pytest.raises(AccessRequestClosed):
        withdraw_access_request(cast.bogna, request)
    assert ask(cast, product).pk


def test_nobody_withdraws_for_somebody_else(cast: Cast, product: Product) -> None:
    with pytest.raises(RightMissing):
        withdraw_access_request(cast.bartek, ask(cast, product))


def test_after_fourteen_days_the_clock_closes_it_and_tells_the_person(
    cast: Cast, product: Product, deliver: Deliver, travel: Callable[..., Any]
) -> None:
    request = ask(cast, product)
    travel(days=13)
    expire_access_requests()
    request.refresh_from_db()
    assert request.decided_at is None

    travel(days=1, minutes=1)
    with pytest.raises(AccessRequestClosed):
        grant_access_request(cast.anna, request)
    expire_access_requests()
    expire_access_requests()
    deliver()

    request.refresh_from_db()
    assert request.outcome == AccessRequest.Outcome.EXPIRED
    assert Event.objects.filter(kind=Kind.ACCESS_REQUEST_EXPIRED).count() == 1
    assert "nobody answered" in letters_to("bogna@example.com")[0].subject


def test_a_request_that_just_ran_out_does_not_stand_in_the_way(
    cast: Cast, product: Product, travel: Callable[..., Any]
) -> None:
    first = ask(cast, product)
    travel(days=14, minutes=1)

    assert ask(cast, product).pk != first.pk


def test_one_request_per_product_waits_at_a_time(cast: Cast, product: Product) -> None:
    request = ask(cast, product)

    with pytest.raises(AlreadyAskedForAccess):
        ask(cast, product)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.create(
            membership=request.membership, product=product, expires_at=clock.now()
        )


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


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all acts at the same time; the results, a refusal being one."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_many_requests_granted_at_once(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    for _ in range(ROUNDS):
        company = factories.company()
        factories.membership(company, cast.anna, Role.GLOBAL_ADMINISTRATOR)
        factories.license(company, product=made, amount=1)
        asking = [factories.person() for _ in range(AT_ONCE)]
        for person in asking:
            factories.membership(company, person, Role.USER)
        requests = [ask_for_access(person, company, product=made) for person in asking]

        results = at_once([partial(grant_access_request, cast.anna, found) for found in requests])

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, NoPlaceLeft) for found in results) == AT_ONCE - 1
        ticks = ProductAccess.objects.active().filter(membership__company=company)
        assert ticks.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_the_first_counts(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=500)
    for _ in range(ROUNDS):
        person = factories.person()
        place = factories.membership(cast.alfa, person, Role.USER)
        request = ask_for_access(person, cast.alfa, product=made)
        answers = [grant_access_request, decline_access_request]
        acts: list[Callable[[], object]] = []
        for _ in range(AT_ONCE // 4):
            acts += [
                partial(act, by, request) for by in (cast.anna, cast.bartek) for act in answers
            ]

        results = at_once(acts)

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, AccessAlreadyAnswered) for found in results) == len(acts) - 1
        request.refresh_from_db()
        ticks = ProductAccess.objects.filter(membership=place).count()
        assert ticks == (request.outcome == AccessRequest.Outcome.GRANTED)


@pytest.mark.django_db(transaction=True)
def test_asking_many_times_at_once_makes_one_request(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=5)
    for _ in range(ROUNDS):
        person = factories.person()
        place = factories.membership(cast.alfa, person, Role.USER)

        results = at_once([partial(ask_for_access, person, cast.alfa, product=made)] * AT_ONCE)

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, AlreadyAskedForAccess) for found in results) == AT_ONCE - 1
        assert AccessRequest.objects.filter(membership=place).count() == 1


def test_places_are_counted_from_the_moment_of_granting(
    cast: Cast, product: Product, travel: Callable[..., timedelta]
) -> None:
    """A license that runs out before the answer opens nothing, and the answer says so."""
    request = ask(cast, product)
    yesterday = clock.today() - timedelta(days=1)
    License.objects.filter(product=product).update(valid_to=yesterday)

    with pytest.raises(DomainError) as refusal:
        grant_access_request(cast.anna, request)

    assert refusal.value.code == "not_your_product"
