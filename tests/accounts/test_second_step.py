"""The second step: set up, asked for, used once, lost and turned off."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from klucznik.accounts.codes import take_application_code
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    SIGN_IN,
    begin,
    code_for,
    code_of,
    enter,
    is_signed_in,
    letters,
    set_up,
    sign_in,
)
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_moment():
    """Time stands in the middle of a half-minute, so that no test runs over its edge."""
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def anna() -> User:
    return factories.person(email="anna@example.com", language="en")


@pytest.fixture
def filip() -> User:
    return factories.with_factor(factories.person(email="filip@example.com", language="en"))


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_shows_a_picture_and_a_key_and_gives_backup_codes(client, anna):
    begin(client, anna)
    _secret, done = set_up(client)

    page = client.get(done.url)
    assert done.url == reverse("mfa_view_recovery_codes")
    assert len(page.context["unused_codes"]) == 10
    assert has_factor(anna)
    assert letters(anna.email)[-1].subject == "[Klucznik] Two-step verification was turned on"
    assert Event.objects.filter(kind=Kind.ACCOUNT_FACTOR_ADDED, actor=anna).count() == 1


def test_the_page_needs_the_password_first_and_keeps_the_content_policy(client, anna):
    begin(client, anna)
    url = reverse("mfa_activate_totp")
    assert client.get(url).url.startswith(reverse("account_reauthenticate"))
    client.post(client.get(url).url, {"password": PASSWORD})

    text = client.get(url).content.decode()

    assert "data:image/svg+xml;base64," in text
    assert re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", text)


def test_keys_and_codes_are_sealed_in_the_database(client, anna):
    begin(client, anna)
    secret, _done = set_up(client)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_signing_in_takes_the_second_step(client, filip):
    response = sign_in(client, filip.email)
    assert response.url == reverse(SIGN_IN)
    assert not is_signed_in(client)

    enter(client, code_of(filip))

    assert is_signed_in(client)


@pytest.mark.parametrize("shape", ["spaced", "dashed", "wide"])
def test_a_code_may_be_typed_with_spaces_dashes_or_wide_digits(client, filip, shape):
    begin(client, filip)
    code = code_of(filip)
    typed = {
        "dashed": f"{code[:3]}-{code[3:]}",
        "wide": "".join(chr(ord(digit) + 0xFEE0) for digit in code),
    }.get(shape, f" {code[:3]} {code[3:]} ")

    enter(client, typed)

    assert is_signed_in(client)


def test_the_second_step_cannot_be_skipped(client, filip):
    begin(client, filip)

    for name in ("account_overview", "mfa_index", "mfa_view_recovery_codes", "account_delete"):
        assert reverse("account_login") in client.get(reverse(name)).url
    client.post(reverse("mfa_deactivate_totp"))
    assert has_factor(filip)
    assert not is_signed_in(client)


def test_the_second_step_cannot_come_first(client, filip):
    response = enter(client, code_of(filip))

    assert response.url == reverse("account_login")
    assert not is_signed_in(client)


@pytest.mark.parametrize("again", ["{}", " {} ", "{}-"])
def test_a_code_works_once(client, filip, again):
    code = code_of(filip)
    enter(begin(client, filip), code)
    other = Client()
    response = enter(begin(other, filip), again.format(code))

    assert response.status_code == 422
    assert not is_signed_in(other)


def test_an_older_code_than_the_last_one_is_refused(client, filip):
    enter(begin(client, filip), code_of(filip))
    other = Client()

    enter(begin(other, filip), code_of(filip, steps=-1))

    assert not is_signed_in(other)


def test_a_code_of_the_half_minute_before_is_accepted_but_not_of_the_one_before_that(filip):
    late, later = Client(), Client()
    enter(begin(later, filip), code_of(filip, steps=-2))
    enter(begin(late, filip), code_of(filip, steps=-1))

    assert is_signed_in(late)
    assert not is_signed_in(later)


@pytest.mark.django_db(transaction=True)
def test_the_code_that_set_it_up_cannot_be_used_again(client, anna):
    begin(client, anna)
    secret, _done = set_up(client)
    other = Client()

    enter(begin(other, anna), code_for(secret))

    assert not is_signed_in(other)


def test_only_five_codes_are_looked_at_whatever_page_asks(client, filip):
    begin(client, filip)
    for number in range(5):
        enter(client, f"{number:06}")

    response = enter(client, code_of(filip))

    assert "Too many attempts" in response.content.decode()
    assert not is_signed_in(client)
    other = Client()
    other.force_login(filip)
    assert "Too many attempts" in enter(other, code_of(filip), CONFIRM).content.decode()


@pytest.mark.django_db(transaction=True)
def test_other_sessions_end_when_it_is_turned_on(client, anna):
    other = begin(Client(), anna)
    begin(client, anna)
    set_up(client)

    assert client.get(reverse("account_overview")).status_code == 200
    assert other.get(reverse("account_overview")).status_code == 302


def test_turning_it_off_needs_a_fresh_code_not_the_password(client, filip):
    other = Client()
    other.force_login(filip)
    enter(begin(client, filip), code_of(filip))
    with time_machine.travel(MOMENT + 11 * 60, tick=False):
        asked = client.get(reverse("mfa_deactivate_totp"))
        assert asked.url.startswith(reverse(CONFIRM))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("mfa_deactivate_totp"))
        assert has_factor(filip)
        client.post(asked.url, {"code": code_of(filip)})
        client.post(reverse("mfa_deactivate_totp"), {})
        told = letters(filip.email)

    assert not has_factor(filip)
    assert told[-1].subject == "[Klucznik] Two-step verification was turned off"
    assert not Authenticator.objects.filter(user=filip).exists()
    assert other.get(reverse("account_overview")).status_code == 302


def test_a_second_step_of_somebody_else_freshens_nobody(client, anna, filip):
    """Threat 28: the record belongs to its person, not to the session."""
    session_owner = begin(client, anna)
    session = session_owner.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 9e12}]
    session["account_authentication_methods_user"] = str(filip.pk)
    session.save()

    session["confirmed_for"] = {"user": filip.pk, "account": 9e12}
    session.save()

    response = session_owner.get(reverse("mfa_generate_recovery_codes"))

    assert response.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_whoever_needs_one_is_told_why_led_to_it_and_back(client, anna):
    begin(client, anna)
    needed = client.get(reverse("factor_needed"), {"next": "/companies/"})
    assert reverse("mfa_activate_totp") in needed.content.decode()

    _secret, done = set_up(client)

    assert 'href="/companies/"' in client.get(done.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_way_back_is_only_ever_here(client, anna):
    begin(client, anna)
    client.get(reverse("factor_needed"), {"next": "https://zly.example/"})
    _secret, done = set_up(client)

    assert "zly.example" not in client.get(done.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_six_times_at_once_is_accepted_once():
    filip = factories.with_factor(factories.person(email="filip@example.com"))
    code = code_of(filip)

    def attempt(_: int) -> bool:
        try:
            with transaction.atomic():
                return take_application_code(filip, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        accepted = list(pool.map(attempt, range(6)))

    assert sum(accepted) == 1
