"""Changing the company: the one used last first, found by name and numbers, at the same cost for five hundred."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.recovery.actions.requests import request_rights
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]
PAGE = "/companies/"


def names(page: str) -> list[str]:
    return re.findall(r'row__title"><a href="[^"]+">([^<]+)</a>', page)


def many(cast: Cast, count: int, start: int = 0) -> list[Company]:
    """Companies of Dorota."""
    made = Company.objects.bulk_create(
        Company(
            name=f"Klient {number:03d}",
            tax_number=f"{number:010d}",
            customer_no=f"KL{number:04d}",
            support_number=f"{number:09d}",
            known_at=clock.now(),
        )
        for number in range(start, start + count)
    )
    Membership.objects.bulk_create(
        Membership(
            company=company,
            user=cast.dorota,
            role=Role.GLOBAL_ADMINISTRATOR,
            proven_at=clock.now(),
            joined=Membership.Joined.INVITED,
        )
        for company in made
    )
    return made


def test_the_company_used_last_stands_first_and_the_others_by_name(
    cast: Cast, sign_in: SignIn
) -> None:
    ages = {"Zakład": 1, "Żubr": None, "Sad": None, "Świt": None, "Szkoła": None, "Arka": 9}
    for name, days in ages.items():
        used = clock.now() - timedelta(days=days) if days is not None else None
        factories.membership(factories.company(name), cast.dorota, last_active_at=used)

    page = sign_in(cast.dorota).get(PAGE).content.decode()

    assert names(page) == ["Zakład", "Arka", "Sad", "Szkoła", "Świt", "Żubr"]
    assert 'type="search"' not in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("klient 123", ["Klient 123"]),
        ("123 KLIENT", ["Klient 123"]),
        ("0000000123", ["Klient 123"]),
        ("PL 000-000-01-23", ["Klient 123"]),
        ("kl0123", ["Klient 123"]),
        ("piekarnia", []),
        ("%", []),
        ("\0", None),
    ],
)
def test_five_hundred_companies_are_searched_by_name_and_numbers(
    cast: Cast, sign_in: SignIn, words: str, found: list[str] | None
) -> None:
    many(cast, 500)

    page = sign_in(cast.dorota).get(PAGE, {"q": words}).content.decode()

    if found is not None:
        assert names(page) == found
        assert ("No company found" in page) is (not found)


def test_five_hundred_are_paged_without_a_gap(cast: Cast, sign_in: SignIn) -> None:
    many(cast, 500)
    browser, address, seen = sign_in(cast.dorota), PAGE, []

    for _ in range(11):
        page = browser.get(address).content.decode()
        seen += names(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        address = PAGE + following.group(1).replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 500


def test_the_number_of_queries_does_not_grow(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)
    many(cast, 3)
    browser.get(PAGE)

    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    many(cast, 497, start=3)
    with CaptureQueriesContext(connection) as lots:
        browser.get(PAGE)

    assert len(lots) <= len(few)


def test_each_shows_the_role_and_what_waits_there(cast: Cast, sign_in: SignIn) -> None:
    factories.membership(cast.beta, cast.anna, Role.USER)
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    request_rights(cast.bogna, cast.alfa, reason="Prowadzę księgowość od lat.")
    factories.membership(cast.beta, factories.person("Obcy"), Role.ASSOCIATED, proven=False)

    page = sign_in(cast.anna).get(PAGE).content.decode()
    asker = sign_in(cast.bogna).get(PAGE).content.decode()

    assert "2 matters wait for you" in page
    assert page.count("for you</span>") == 1
    assert "global administrator" in page
    assert "for you</span>" not in asker


def test_a_place_that_ended_is_not_in_the_list(cast: Cast, sign_in: SignIn) -> None:
    factories.membership(cast.beta, cast.anna, until=clock.now() - timedelta(minutes=1))

    page = sign_in(cast.anna).get(PAGE).content.decode()

    assert names(page) == ["Piekarnia Alfa"]


def test_every_page_of_a_company_leads_to_the_list_when_there_are_several(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.membership(cast.beta, cast.anna)

    page = sign_in(cast.anna).get(reverse("members:members", args=[cast.alfa.public_id]))

    assert "Switch company" in page.content.decode()
