"""The list of users: who is shown, search, filter, pages, and the same number of queries for any number of people."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.members.actions.invitations import invite_member
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]


def crowd(company: Company, count: int) -> None:
    """Many users at once, each with a tick."""
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    people = User.objects.bulk_create(
        User(email=f"tlum{company.pk}-{n}@example.com", first_name="Tom", last_name=f"Tłum {n:05d}")
        for n in range(count)
    )
    places = Membership.objects.bulk_create(
        Membership(company=company, user=person, role=Role.USER, joined=Membership.Joined.INVITED)
        for person in people
    )
    ProductAccess.objects.bulk_create(
        ProductAccess(membership=place, product=product) for place in places
    )


def names(page: str) -> list[str]:
    """The people on a page, in order."""
    return re.findall(r'table__main"><a href="[^"]+">([^<]+)</a>', page)


def test_the_page_shows_people_with_roles_and_products(cast: Cast, sign_in: SignIn) -> None:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    ProductAccess.objects.create(membership=place_of(cast.bogna, cast.alfa), product=product)

    page = sign_in(cast.anna).get(page_of(cast.alfa, "members:members")).content.decode()

    assert names(page) == ["Anna Alfowska", "Bogna Bąk", "Bartek Brzoza"] or names(page) == [
        "Anna Alfowska",
        "Bartek Brzoza",
        "Bogna Bąk",
    ]
    assert "Subiekt 123" in page
    assert "global administrator" in page
    assert "Celina" not in page


def test_newcomers_and_invitations_stand_above(cast: Cast, sign_in: SignIn) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    invite_member(cast.anna, cast.alfa, email="zosia@example.com", role=Role.USER)

    page = sign_in(cast.anna).get(page_of(cast.alfa, "members:members")).content.decode()

    assert (
        page.index("Dorota Dąb") < page.index("zosia@example.com") < page.index("bogna@example.com")
    )
    assert "Give the user role" in page


def test_one_keeper_is_called_what_it_is(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:members")

    alone = browser.get(address).content.decode()
    factories.membership(cast.alfa, factories.person("Olga"), Role.GLOBAL_ADMINISTRATOR)
    two = browser.get(address).content.decode()

    assert (
        "The company has one global administrator. If they lose access, regaining it takes up to 14 days."
        in alone
    )
    assert "What can be done" in alone
    assert "one global administrator" not in two


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bąk", ["Bogna Bąk"]),
        ("BĄK", ["Bogna Bąk"]),
        ("bogna bą", ["Bogna Bąk"]),
        ("bartek@", ["Bartek Brzoza"]),
        ("celina", []),
        ("100%", []),
    ],
)
def test_search_finds_by_name_and_address(
    cast: Cast, sign_in: SignIn, words: str, found: list[str]
) -> None:
    page = (
        sign_in(cast.anna).get(page_of(cast.alfa, "members:members"), {"q": words}).content.decode()
    )

    assert names(page) == found
    assert ("Nobody found" in page) is (not found)


def test_the_filter_shows_one_role_or_the_invited(cast: Cast, sign_in: SignIn) -> None:
    invite_member(cast.anna, cast.alfa, email="zosia@example.com", role=Role.USER)
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:members")

    administrators = browser.get(address, {"role": "administrator"}).content.decode()
    invited = browser.get(address, {"role": "invited"}).content.decode()

    assert names(administrators) == ["Bartek Brzoza"]
    assert "zosia@example.com" in invited
    assert names(invited) == []


def test_a_user_learns_whom_to_ask_and_a_stranger_nothing(cast: Cast, sign_in: SignIn) -> None:
    user = sign_in(cast.bogna).get(page_of(cast.alfa, "members:members"))
    stranger = sign_in(cast.celina)
    here = stranger.get(page_of(cast.alfa, "members:members"))
    unknown = stranger.get("/companies/0000000000000000/members/")

    assert user.status_code == 403
    assert b"bartek@example.com" not in user.content
    assert told(here) == told(unknown)
    assert Client().get(page_of(cast.alfa, "members:members")).status_code == 302


def test_pages_follow_each_other_without_gaps(cast: Cast, sign_in: SignIn) -> None:
    crowd(cast.alfa, 120)
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:members")

    seen: list[str] = []
    for _ in range(4):
        page = browser.get(address).content.decode()
        seen += names(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        address = page_of(cast.alfa, "members:members") + following.group(1).replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 123


def test_ten_people_and_two_hundred_cost_the_same_queries(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:members")
    crowd(cast.alfa, 10)
    browser.get(address)

    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(address)
    crowd(cast.beta, 1)
    Membership.objects.filter(company=cast.alfa, user__first_name="Tom").update(
        role=Role.ADMINISTRATOR
    )
    more = [
        factories.membership(cast.alfa, factories.person(f"Ula {n}"), Role.USER) for n in range(200)
    ]
    for number in range(9):
        invite_member(cast.anna, cast.alfa, email=f"z{number}@example.com", role=Role.USER)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)

    assert len(more) == 200
    # Ticks of invitations are fetched in one query more as soon as there is any invitation.
    assert len(many) <= len(few) + 1
    assert len(many) <= 18
