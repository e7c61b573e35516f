"""Passkeys and security keys in use: instead of the password, after it, once more, and a copied one."""

from __future__ import annotations

import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from klucznik.accounts import passkeys
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    SIGN_IN,
    add_passkey,
    begin,
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


# --- instead of address and password


def test_a_passkey_signs_in_alone_and_counts_as_both_steps(client, anna, key):
    visitor = fresh()

    response = sign_in_with(visitor, key)

    assert response.status_code == 302
    assert is_signed_in(visitor)
    assert visitor.get(reverse("mfa_index")).status_code == 200
    assert Event.objects.filter(kind=Kind.ACCOUNT_SIGNED_IN, actor=anna).exists()


def test_a_sign_in_with_a_passkey_leads_where_the_person_was_going_and_nowhere_else(anna, key):
    for wanted, reached in [("/account/name/", "/account/name/"), ("//zly.example/", "/")]:
        visitor = fresh()
        page = visitor.get(reverse("account_login"))
        answer = key.get(page.context["key"]["options"])
        sent = {"credential": answer, "next": wanted}
        assert visitor.post(reverse("account_passkey"), sent).url == reached


def test_an_answer_works_once(anna, key):
    visitor = fresh()
    page = visitor.get(reverse("account_login"))
    answer = {"credential": key.get(page.context["key"]["options"])}
    visitor.post(reverse("account_passkey"), answer)
    visitor.post(reverse("account_logout"))

    visitor.post(reverse("account_passkey"), answer)

    assert not is_signed_in(visitor)


def test_an_answer_works_only_in_the_browser_that_was_asked(anna, key):
    asked, other = fresh(), fresh()
    page = asked.get(reverse("account_login"))
    answer = key.get(page.context["key"]["options"])
    other.get(reverse("account_login"))

    response = other.post(reverse("account_passkey"), {"credential": answer})

    assert not is_signed_in(other)
    assert "not accepted" in other.get(response.url).content.decode()


def test_a_late_answer_is_refused(anna, key):
    visitor = fresh()
    page = visitor.get(reverse("account_login"))
    answer = key.get(page.context["key"]["options"])

    with time_machine.travel(MOMENT + 11 * 60, tick=False):
        visitor.post(reverse("account_passkey"), {"credential": answer})

    assert not is_signed_in(visitor)


def test_a_key_of_one_person_does_not_open_the_account_of_another(anna, key):
    celina = factories.person(email="celina@example.com")
    owner = passkeys.websafe_encode(celina.public_id.encode())
    visitor = fresh()

    sign_in_with(visitor, key, owner=owner)

    assert not is_signed_in(visitor)


def test_a_security_key_does_not_replace_the_password(client, anna):
    begin(client, anna)
    type_password(client)
    own = SoftKey()
    add_passkey(client, own, kind="security_key")
    visitor = fresh()

    sign_in_with(visitor, own)

    assert not is_signed_in(visitor)


def test_without_finger_or_pin_a_passkey_does_not_sign_in(anna, key):
    key.verifies = False
    visitor = fresh()

    sign_in_with(visitor, key)

    assert not is_signed_in(visitor)


def test_an_account_that_is_gone_has_no_passkey(anna, key):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    visitor = fresh()

    sign_in_with(visitor, key)

    assert not is_signed_in(visitor)


def test_an_answer_to_the_sign_in_page_is_no_second_step_and_the_reverse(client, anna, key):
    visitor = fresh()
    question = visitor.get(reverse("account_login")).context["key"]["options"]
    answer = key.get(question)
    begin(visitor, anna)
    visitor.post(reverse("mfa_authenticate_key"), {"credential": answer})
    assert not is_signed_in(visitor)

    question = visitor.get(reverse(SIGN_IN)).context["key"]["options"]
    visitor.post(reverse("account_passkey"), {"credential": key.get(question)})
    assert not is_signed_in(visitor)


# --- after the password, and once more


@pytest.mark.parametrize("kind", ["passkey", "security_key"])
def test_a_key_is_the_second_step_after_the_password(client, anna, kind):
    begin(client, anna)
    type_password(client)
    own = SoftKey(verifies=kind == "passkey")
    add_passkey(client, own, kind=kind)
    visitor = fresh()
    begin(visitor, anna)
    assert not is_signed_in(visitor)

    show_key(visitor, own)

    assert is_signed_in(visitor)


def test_the_question_names_only_ones_own_keys_and_someone_elses_does_not_fit(client, anna, key):
    celina = factories.with_factor(factories.person(email="celina@example.com"))
    visitor = fresh()
    begin(visitor, celina)
    assert visitor.get(reverse(SIGN_IN)).context["key"] is None

    hers, other = SoftKey(), fresh()
    other.force_login(celina)
    session = other.session
    session["confirmed_for"] = {"user": celina.pk, "account": MOMENT}
    session.save()
    add_passkey(other, hers)
    visitor = fresh()
    begin(visitor, celina)
    asked = json.loads(visitor.get(reverse(SIGN_IN)).context["key"]["options"])
    assert len(asked["allowCredentials"]) == 1
    show_key(visitor, key)
    assert not is_signed_in(visitor)


def test_keys_and_codes_share_one_limit_of_tries(client, anna, key):
    visitor = fresh()
    begin(visitor, anna)
    for _ in range(3):
        show_key(visitor, key, origin="https://zly.example")
    for number in range(2):
        enter(visitor, f"{number:06}")

    response = show_key(visitor, key)

    assert "Too many attempts" in response.content.decode()
    assert not is_signed_in(visitor)


def test_a_key_confirms_once_more(client, anna, key):
    with time_machine.travel(MOMENT + 11 * 60, tick=False):
        page = reverse("mfa_generate_recovery_codes")
        assert client.get(page).url.startswith(reverse(CONFIRM))

        show_key(client, key, CONFIRM, purpose=Purpose.ACCOUNT)

        assert client.get(page).status_code == 200


# --- copies


def test_a_key_whose_counter_goes_back_is_refused_and_told(client, anna):
    begin(client, anna)
    type_password(client)
    own = SoftKey(counter=5)
    add_passkey(client, own)
    visitor, copier = fresh(), fresh()
    sign_in_with(visitor, own)
    assert is_signed_in(visitor)
    own.counter = 5

    sign_in_with(copier, own)

    assert not is_signed_in(copier)
    assert Event.objects.filter(kind=Kind.ACCOUNT_PASSKEY_REFUSED, person=anna).count() == 1
    assert letters(anna.email)[-1].subject == "[Klucznik] One of your keys was refused"
    assert stored(anna).data["counter"] == 7


def test_a_key_without_a_counter_is_used_again_and_again(anna, key):
    for _ in range(3):
        visitor = fresh()
        sign_in_with(visitor, key)
        assert is_signed_in(visitor)
