"""Changing the password: with the current one, and everybody else is out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import NEW, is_signed_in, letters, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client) -> User:
    user = factories.person(email="anna@example.com", language="en")
    sign_in(client, user.email)
    return user


def change(client: Client, current: str = PASSWORD, password: str = NEW):
    return client.post(
        reverse("account_change_password"), {"current": current, "password": password}
    )


def test_the_current_password_buys_a_new_one_and_a_message(client, anna):
    response = change(client)

    anna.refresh_from_db()
    assert response.url == reverse("account_overview")
    assert anna.check_password(NEW)
    assert Event.objects.filter(kind=Kind.ACCOUNT_PASSWORD_CHANGED, actor=anna).count() == 1
    assert letters(anna.email)[-1].subject == "[Klucznik] Your password was changed"


def test_this_device_stays_and_all_others_are_signed_out(client, anna):
    other = Client()
    sign_in(other, anna.email)

    change(client)

    assert client.get(reverse("account_overview")).status_code == 200
    assert other.get(reverse("account_overview")).status_code == 302


def test_this_browser_stays_known_and_others_do_not(client, anna):
    other = Client()
    sign_in(other, anna.email)
    change(client)
    client.post(reverse("account_logout"))
    before = len(letters(anna.email))

    sign_in(client, anna.email, NEW)
    assert len(letters(anna.email)) == before
    sign_in(other, anna.email, NEW)
    assert len(letters(anna.email)) == before + 1


@pytest.mark.parametrize("current", ["", "nie to hasło wcale"])
def test_without_the_current_password_nothing_changes(client, anna, current):
    response = change(client, current)

    anna.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors["current"]
    assert anna.check_password(PASSWORD)


def test_a_weak_password_is_refused(client, anna):
    assert change(client, password="anna@example.com").context["form"].errors["password"]


def test_a_stranger_finds_no_form(anna):
    assert reverse("account_login") in Client().get(reverse("account_change_password")).url


def test_the_old_password_opens_nothing_any_more(client, anna):
    change(client)
    other = Client()
    sign_in(other, anna.email, PASSWORD)

    assert not is_signed_in(other)
