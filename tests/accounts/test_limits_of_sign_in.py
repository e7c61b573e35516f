"""Guessing passwords: few tries, no way around them, and no way to lock the owner out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries
from tests import factories
from tests.accounts.people import is_signed_in, letters, link_in, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "nie to hasło wcale"
USED_UP = "Too many attempts"


@pytest.fixture
def anna() -> User:
    return factories.person(email="anna@example.com", language="en")


def guess(client: Client, times: int, email: str = "anna@example.com", **more) -> list[str]:
    return [sign_in(client, email, WRONG, **more).content.decode() for _ in range(times)]


def test_after_five_tries_even_the_right_password_waits(client, anna):
    pages = guess(client, 6)
    response = sign_in(client, anna.email, PASSWORD)

    assert [USED_UP in page for page in pages] == [False] * 5 + [True]
    assert USED_UP in response.content.decode()
    assert not is_signed_in(client)


def test_an_address_without_an_account_is_limited_alike(client):
    pages = guess(client, 6, email="nikt@example.com")

    assert [USED_UP in page for page in pages] == [False] * 5 + [True]


def test_the_wait_ends(client, anna):
    guess(client, 6)

    with time_machine.travel(timedelta(minutes=6)):
        sign_in(client, anna.email)

    assert is_signed_in(client)


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_a_header_that_names_another_address_lifts_nothing(client, anna, header):
    pages = [
        sign_in(client, anna.email, WRONG, **{header: f"10.1.1.{number}"}).content.decode()
        for number in range(6)
    ]

    assert USED_UP in pages[-1]


def test_behind_a_trusted_proxy_only_the_last_address_counts(client, anna, settings):
    settings.TRUSTED_PROXIES = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    pages = [
        sign_in(
            client, anna.email, WRONG, HTTP_X_FORWARDED_FOR=f"10.1.1.{number}, 203.0.113.9"
        ).content.decode()
        for number in range(6)
    ]

    assert USED_UP in pages[-1]


def test_many_addresses_together_have_a_limit_too(anna):
    pages = [
        sign_in(Client(), anna.email, WRONG, REMOTE_ADDR=f"198.51.100.{number}").content.decode()
        for number in range(21)
    ]

    assert [USED_UP in page for page in pages[-2:]] == [False, True]


def test_a_strangers_good_sign_ins_in_between_do_not_lift_the_limit(client, anna):
    factories.person(email="obcy@example.com")
    pages = []
    for _ in range(6):
        pages += guess(Client(), 1)
        sign_in(Client(), "obcy@example.com")

    assert USED_UP in pages[-1]


def test_a_stranger_cannot_lock_the_owner_out_of_a_known_browser(client, anna):
    sign_in(client, anna.email)
    client.post(reverse("account_logout"))
    guess(Client(), 10)
    for number in range(20):
        sign_in(Client(), anna.email, WRONG, REMOTE_ADDR=f"198.51.100.{number}")

    sign_in(client, anna.email)

    assert is_signed_in(client)


def test_a_known_browser_has_a_limit_of_its_own(client, anna):
    sign_in(client, anna.email)
    client.post(reverse("account_logout"))

    pages = guess(client, 6)

    assert USED_UP in pages[-1]


def test_a_browser_known_for_another_account_is_a_stranger_here(client, anna):
    factories.person(email="obcy@example.com")
    sign_in(client, "obcy@example.com")
    client.post(reverse("account_logout"))
    guess(Client(), 5)

    assert USED_UP in guess(client, 1)[0]


def test_a_forged_cookie_is_no_known_browser(client, anna):
    client.cookies["device"] = "W10:forged"
    guess(Client(), 5)

    assert USED_UP in guess(client, 1)[0]


def test_a_new_password_by_mail_lets_the_owner_in_at_once(client, anna):
    guess(Client(), 10)
    client.post(reverse("account_reset_password"), {"email": anna.email})
    shown = client.get(link_in(letters(anna.email)[0]), follow=True)
    client.post(shown.request["PATH_INFO"], {"password": "zupełnie nowe hasło 3"})

    sign_in(client, anna.email, "zupełnie nowe hasło 3")

    assert is_signed_in(client)


def test_used_up_tries_stand_once_in_the_accounts_history(client, anna):
    guess(client, 9)

    assert Event.objects.filter(kind=Kind.ACCOUNT_SIGN_IN_REFUSED, person=anna).count() == 1


def test_asking_for_the_password_once_more_counts_as_a_try(client, anna):
    sign_in(client, anna.email)
    url = reverse("account_change_password")
    pages = [
        client.post(url, {"current": WRONG, "password": "zupełnie nowe hasło 3"}).content.decode()
        for _ in range(6)
    ]

    assert USED_UP in pages[-1]


@pytest.mark.django_db(transaction=True)
def test_a_burst_is_counted_one_by_one():
    def attempt(_: int) -> bool:
        try:
            consume(sign_in__account_address="somebody")
        except TooManyTries:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(attempt, range(24)))

    assert sum(passed) == 5
