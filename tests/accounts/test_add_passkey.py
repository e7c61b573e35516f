"""Passkeys and security keys of a person: added, named, taken away, and where they work at all."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts import passkeys
from klucznik.accounts.factors import has_factor, is_factor_mature, people_with_factor
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    SIGN_IN,
    add_passkey,
    begin,
    code_of,
    enter,
    is_signed_in,
    letters,
    show_key,
    sign_in_with,
    type_password,
)
from tests.accounts.softkey import SoftKey

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
def key(client, anna) -> SoftKey:
    """Anna's passkey, added in this browser."""
    made = SoftKey()
    begin(client, anna)
    type_password(client)
    add_passkey(client, made)
    return made


def fresh() -> Client:
    return Client()


def stored(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, type="webauthn")


# --- adding


def test_the_first_passkey_turns_two_steps_on_and_gives_backup_codes(client, anna):
    begin(client, anna)
    type_password(client)
    done = add_passkey(client, SoftKey(), name="telefon")

    assert done.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(done.url).context["unused_codes"]) == 10
    assert has_factor(anna)
    assert people_with_factor([anna.pk, 0]) == {anna.pk}
    event = Event.objects.get(kind=Kind.ACCOUNT_PASSKEY_ADDED, actor=anna)
    assert event.details.values == {"name": "telefon"}
    letter = letters(anna.email)[-1]
    assert letter.subject == "[Klucznik] Two-step verification was turned on"
    assert "telefon" in letter.body


def test_adding_the_first_one_takes_the_password_and_each_further_one_what_is_there(client, anna):
    begin(client, anna)
    page = reverse("account_add_passkey")
    assert client.get(page).url.startswith(reverse("account_reauthenticate"))
    type_password(client)
    add_passkey(client, SoftKey())
    other = fresh()
    begin(other, anna)
    assert not is_signed_in(other)

    with time_machine.travel(MOMENT + 11 * 60, tick=False):
        type_password(client)
        assert client.get(page).url.startswith(reverse(CONFIRM))


def test_a_further_key_ends_other_sessions_and_is_told(client, anna, key):
    other = fresh()
    other.force_login(User.objects.get(pk=anna.pk))
    add_passkey(client, SoftKey(verifies=False), kind="security_key", name="zielony")

    assert client.get(reverse("account_overview")).status_code == 200
    assert other.get(reverse("account_overview")).status_code == 302
    told = letters(anna.email)[-1]
    assert told.subject == "[Klucznik] A new second step was added"
    assert "zielony" in told.body
    page = client.get(reverse("mfa_index")).content.decode()
    assert "telefon" in page
    assert "zielony" in page


def test_a_passkey_that_does_not_check_its_holder_is_not_accepted(client, anna):
    begin(client, anna)
    type_password(client)

    response = add_passkey(client, SoftKey(verifies=False))

    assert response.status_code == 422
    assert not has_factor(anna)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://klucznik.example.evil.com"},
        {"origin": "http://localhost:8001"},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
        {"type": "webauthn.get"},
        {"crossOrigin": True},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_answer_of_another_page_or_question_adds_nothing(client, anna, wrong):
    begin(client, anna)
    type_password(client)
    url = reverse("account_add_passkey")
    options = client.get(url).context["key"]["options"]

    answer = SoftKey().create(options, **wrong)
    response = client.post(url, {"name": "obcy", "credential": answer})

    assert response.status_code == 422
    assert "not accepted" in response.content.decode()
    assert not has_factor(anna)


def test_a_key_is_registered_once(client, anna, key):
    answer = add_passkey(client, key, name="jeszcze raz")

    assert answer.status_code == 422
    assert "registered already" in answer.content.decode()
    assert Authenticator.objects.filter(user=anna, type="webauthn").count() == 1


@pytest.mark.parametrize(
    "rubbish", ["", "{}", "[]", "null", "x" * 30_000, '{"response":{}}', "[" * 9000, "1"]
)
def test_rubbish_is_refused_and_never_an_error(client, anna, key, rubbish):
    client.get(reverse("account_add_passkey"))
    added = client.post(reverse("account_add_passkey"), {"name": "x", "credential": rubbish})
    visitor = fresh()
    visitor.get(reverse("account_login"))
    signed = visitor.post(reverse("account_passkey"), {"credential": rubbish})
    asked = fresh()
    begin(asked, anna)
    asked.get(reverse(SIGN_IN))
    second = asked.post(reverse("mfa_authenticate_key"), {"credential": rubbish})

    assert [added.status_code, signed.status_code, second.status_code] == [422, 302, 422]
    assert not is_signed_in(visitor)
    assert not is_signed_in(asked)


# --- names and ends


def test_a_key_is_renamed_by_its_owner_alone(client, anna, key):
    url = reverse("account_rename_key", args=[stored(anna).data["public_id"]])
    stranger = fresh()
    stranger.force_login(factories.person())

    assert stranger.post(url, {"name": "moje"}).status_code == 404
    assert client.post(url, {"name": "  "}).status_code == 422
    client.post(url, {"name": "laptop"})
    assert stored(anna).data["name"] == "laptop"


def test_removing_the_last_one_turns_two_steps_off_with_the_codes(client, anna, key):
    other = fresh()
    other.force_login(User.objects.get(pk=anna.pk))
    url = reverse("account_remove_key", args=[stored(anna).data["public_id"]])
    assert "only second step" in client.get(url).content.decode()

    client.post(url, {})

    assert not Authenticator.objects.filter(user=anna).exists()
    assert letters(anna.email)[-1].subject == "[Klucznik] Two-step verification was turned off"
    assert other.get(reverse("account_overview")).status_code == 302
    visitor = fresh()
    sign_in_with(visitor, key)
    assert not is_signed_in(visitor)


def test_removing_one_of_two_leaves_the_other(client, anna, key):
    add_passkey(client, SoftKey(), name="zapasowy")
    first = Authenticator.objects.filter(user=anna, type="webauthn").order_by("pk")[0]

    client.post(reverse("account_remove_key", args=[first.data["public_id"]]), {})

    assert stored(anna).data["name"] == "zapasowy"
    assert letters(anna.email)[-1].subject == "[Klucznik] A second step was removed"


def test_a_person_with_one_is_advised_to_add_another(client, anna, key):
    assert "Add another one" in client.get(reverse("mfa_index")).content.decode()

    add_passkey(client, SoftKey())

    assert "Add another one" not in client.get(reverse("mfa_index")).content.decode()


# --- where keys work at all


@pytest.mark.parametrize(
    ("public", "home"),
    [
        ("https://konto.example.pl", "https://konto.example.pl"),
        ("https://konto.example.pl:8443", "https://konto.example.pl:8443"),
        ("http://konto.example.pl", None),
        ("https://192.0.2.7", None),
        ("http://127.0.0.1:8000", "http://localhost:8000"),
        ("http://localhost:8106", "http://localhost:8106"),
        ("http://[::1]:8000", "http://localhost:8000"),
    ],
)
def test_the_place_of_keys_comes_from_the_public_address(settings, public, home):
    settings.PUBLIC_URL = public

    assert passkeys.home() == home


def test_the_host_header_changes_nothing(client):
    page = client.get(reverse("account_login"), headers={"host": "127.0.0.1"})

    assert json.loads(page.context["key"]["options"])["rpId"] == "localhost"


def test_without_https_the_pages_say_why_there_are_no_keys(client, anna, settings):
    settings.PUBLIC_URL = "http://konto.example.pl"
    begin(client, anna)
    type_password(client)

    assert "https" in client.get(reverse("mfa_index")).content.decode()
    assert client.get(reverse("account_add_passkey")).url == reverse("mfa_index")
    assert fresh().get(reverse("account_login")).context["key"] is None


def test_the_oldest_second_step_makes_a_person_mature(client, anna, key):
    assert not is_factor_mature(anna)
    Authenticator.objects.filter(user=anna, type="webauthn").update(
        created_at=timezone.now() - timedelta(hours=72)
    )
    add_passkey(client, SoftKey())

    assert is_factor_mature(anna)


def test_the_pages_keep_the_strict_policy(client, anna, key):
    for name in ("account_add_passkey", "account_add_security_key", "mfa_index"):
        page = client.get(reverse(name))
        assert "<script" not in page.content.decode().split("<main")[1].split("</main")[0]
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_code_of_the_application_and_a_key_stand_beside_each_other(client, anna):
    factories.with_factor(anna)
    enter(begin(client, anna), code_of(anna))
    session = client.session
    session["confirmed_for"] = {"user": anna.pk, "account": MOMENT}
    session.save()
    own = SoftKey()
    add_passkey(client, own)
    visitor = fresh()

    page = begin(visitor, anna).get(reverse(SIGN_IN)).content.decode()
    show_key(visitor, own)

    assert "use a key, or type the code" in page
    assert is_signed_in(visitor)
