"""Nonsense on the pages of an account is answered with a page, never with a broken server."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.accounts.people import form
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NONSENSE = [
    "\x00",
    "a\x00b",
    "\ufffe",
    "\u202e" * 50,
    "x" * 100_000,
    "<script>",
    "%s%n",
    "' OR 1=1--",
]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_resend_activation"]
)
def test_pages_for_visitors(client, name, value):
    data = {"login": value, "email": value, "password": value, "next": value}

    assert client.post(reverse(name), data).status_code in (302, 422)


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("field", ["first_name", "last_name", "email", "password", "next"])
def test_creating_an_account(client, field, value):
    assert client.post(reverse("account_signup"), form(**{field: value})).status_code in (302, 422)


@pytest.mark.parametrize("secret", ["%00", "a%0d%0ab", "..%2f..", "x" * 3000, "\u202e"])
def test_links_that_never_were(client, secret):
    for path in (f"/account/activate/{secret}/", f"/account/forgotten-password/1-{secret}/"):
        assert client.get(path).status_code in (200, 400, 404)
    assert client.post(f"/account/activate/{secret}/again/").status_code in (400, 404)


@pytest.mark.parametrize("value", NONSENSE)
def test_pages_of_a_signed_in_person(sign_in, value):
    client: Client = sign_in(factories.with_factor(factories.person()), factor=True)
    tried = {
        "account_name": {"first_name": value, "last_name": value},
        "account_change_password": {"current": value, "password": value},
        "account_delete": {"password": value},
        "account_language": {"language": value, "next": value},
        "mfa_reauthenticate": {"code": value},
        "account_sign_out_elsewhere": {"x": value},
    }

    for name, data in tried.items():
        assert client.post(reverse(name), data).status_code in (200, 302, 422), name


@pytest.mark.parametrize("cookie", ["\x00", "x" * 4000, "W10:1:2", "é"])
def test_a_spoiled_device_cookie_is_no_obstacle(client, cookie):
    anna = factories.person()
    client.cookies["device"] = cookie

    response = client.post(reverse("account_login"), {"login": anna.email, "password": PASSWORD})

    assert response.status_code == 302


def test_a_lone_half_of_a_character_pair(client):
    body = "first_name=%ED%A0%80&last_name=%ED%A0%80&email=%ED%A0%80&password=%ED%A0%80&terms=on"

    response = client.post(
        reverse("account_signup"), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 422
