"""Somebody opens a product without the right to it: the page says why, they ask, an administrator answers once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.access_requests import (
    grant_access_request,
    withdraw_access_request,
)
from klucznik.members.actions.people import leave_company, remove_member
from klucznik.members.errors import (
    AccessAlreadyAnswered,
    AccessRequestClosed,
    AlreadyAskedForAccess,
    NoPlaceLeft,
    RefusedLately,
    RightMissing,
)
from klucznik.members.models import AccessRequest
from klucznik.members.tasks import expire_access_requests
from tests.cast import Cast
from tests.members.asking import (
    CODE,
    Deliver,
    SignIn,
    ask,
    holders,
    letters_to,
)
from tests.members.pages import page_of, place_of


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
