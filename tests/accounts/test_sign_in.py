"""Signing in and out: one neutral sentence, a notice of new devices, and nothing that outlives its time."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from tests import factories
from tests.accounts.people import is_signed_in, letters, sign_in, sign_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEUTRAL = "The e-mail address or the password is incorrect."
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def anna() -> User:
    return factories.person("Anna", "Alfowska", email="anna@example.com", language="en")


def test_address_and_password_let_in_and_it_is_recorded(client, anna):
    response = sign_in(client, "Anna@Example.com ")

    anna.refresh_from_db()
    assert response.status_code == 302
    assert is_signed_in(client)
    assert anna.last_seen_at
    assert Event.objects.filter(kind=Kind.ACCOUNT_SIGNED_IN, actor=anna).count() == 1


@pytest.mark.parametrize("email", ["anna@example.com", "nikt@example.com"])
def test_a_refusal_says_the_same_for_known_and_unknown(client, anna, email):
    response = sign_in(client, email, "nie to hasło wcale")

    assert response.status_code == 422
    assert NEUTRAL in response.content.decode()
    assert not is_signed_in(client)


def test_an_unconfirmed_account_shows_itself_only_to_the_right_password(client):
    sign_up(client)

    assert NEUTRAL in sign_in(client, "zofia@example.com", "nie to hasło wcale").content.decode()
    right = client.get(sign_in(client, "zofia@example.com").url)
    assert "zofia@example.com" in right.content.decode()
    assert reverse("account_resend_activation") in right.content.decode()


def test_the_page_of_unconfirmed_accounts_shows_nothing_to_passers_by(client):
    assert client.get(reverse("account_unconfirmed")).url == reverse("account_login")


def test_the_session_gets_a_new_key_when_somebody_signs_in(client, anna):
    client.get(reverse("account_login"))
    client.post(reverse("account_reset_password"), {"email": "nikt@example.com"})
    before = client.session.session_key
    sign_in(client, anna.email)

    assert before
    assert client.session.session_key != before


def test_the_first_sign_in_is_no_surprise_and_a_known_browser_neither(client, anna):
    sign_in(client, anna.email)
    client.post(reverse("account_logout"))
    sign_in(client, anna.email)

    assert not letters(anna.email)


def test_a_new_device_is_told_with_time_place_and_device(client, anna):
    sign_in(client, anna.email)
    sign_in(Client(headers={"user-agent": FIREFOX}), anna.email)

    [letter] = letters(anna.email)
    assert letter.subject == "[Klucznik] A sign-in from a new device"
    assert "Firefox, Windows" in letter.body
    assert "127.0.0.1" in letter.body


def test_signing_out_needs_a_button_and_clears_the_browser(client, anna):
    sign_in(client, anna.email)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)

    response = client.post(reverse("account_logout"))

    assert not is_signed_in(client)
    assert "storage" in response.headers["Clear-Site-Data"]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://zly.example/",
        "//zly.example/",
        "/\\zly.example/",
        "javascript:alert(1)",
        "http:zly.example",
        "/%0d%0aSet-Cookie:x",
        "\t//zly.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(client, anna, wanted):
    response = client.post(
        reverse("account_login"), {"login": anna.email, "password": PASSWORD, "next": wanted}
    )

    assert response.status_code == 302
    assert response.url.startswith("/")
    assert not response.url.startswith(("//", "/\\"))


def test_a_path_of_this_site_is_where_the_person_goes(client, anna):
    response = client.post(
        reverse("account_login"), {"login": anna.email, "password": PASSWORD, "next": "/companies/"}
    )

    assert response.url == "/companies/"


def test_a_switched_off_account_does_not_let_in(client, anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)

    assert sign_in(client, anna.email).url == reverse("account_inactive")
    assert not is_signed_in(client)


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_there_is_no_second_way_in_by_another_content_type(client, anna, kind):
    body = '{"login": "anna@example.com", "password": "spokojna rzeka 17"}'

    response = client.post(reverse("account_login"), body, content_type=kind)

    assert not is_signed_in(client)
    assert "text/html" in response.headers["Content-Type"]


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "password/set/", "login/"])
def test_allauths_own_pages_are_not_there(client, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_a_person_signs_out_everywhere_else(client, anna):
    other = Client()
    sign_in(client, anna.email)
    sign_in(other, anna.email)

    client.post(reverse("account_sign_out_elsewhere"))

    assert client.get(reverse("account_overview")).status_code == 200
    assert other.get(reverse("account_overview")).status_code == 302


def test_my_account_tells_what_happened_lately(client, anna):
    sign_in(client, anna.email, headers={"user-agent": FIREFOX})

    shown = client.get(reverse("account_history")).content.decode()

    assert "Anna Alfowska signed in" in shown
    assert "Firefox, Windows" in shown


def test_a_name_can_be_corrected(client, anna):
    sign_in(client, anna.email)
    client.post(reverse("account_name"), {"first_name": "Hanna", "last_name": "Alfowska-Kot"})

    anna.refresh_from_db()
    assert anna.get_full_name() == "Hanna Alfowska-Kot"
    assert Event.objects.get(kind=Kind.ACCOUNT_RENAMED).details.values["before"] == "Anna Alfowska"


def test_a_sign_in_clears_the_mark_of_a_dead_mailbox(client, anna):
    from django.utils import timezone

    User.objects.filter(pk=anna.pk).update(address_bounced_at=timezone.now())
    sign_in(client, anna.email)

    anna.refresh_from_db()
    assert anna.address_bounced_at is None


def test_nothing_is_sent_for_a_mere_refusal(client, anna):
    sign_in(client, anna.email, "nie to hasło wcale")
    worker.drain()

    assert not mail.outbox
