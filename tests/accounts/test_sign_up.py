"""Creating an account: who may, what is asked, and what nobody learns from it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import Consent, User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import NEW, form, is_signed_in, letters, sign_in, sign_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_newcomer_gets_a_message_with_a_button_and_the_plain_link(client):
    response = client.post(reverse("account_signup"), form(), follow=True)

    [letter] = letters()
    assert "zofia@example.com" in response.content.decode()
    assert letter.subject == "[Klucznik] Activate your account"
    assert "Activate account" in letter.alternatives[0][0]
    assert letter.alternatives[0][0].count("/account/activate/") == 2
    assert not is_signed_in(client)


def test_consents_are_kept_with_version_language_and_time(client):
    sign_up(client)

    kept = Consent.objects.filter(user__email="zofia@example.com").order_by("document")
    assert [consent.document for consent in kept] == ["privacy", "terms"]
    assert all(consent.version and consent.language and consent.at for consent in kept)


def test_a_polish_page_gives_a_polish_account_and_message(client):
    sign_up(client, email="ola@example.com")
    polish = Client(headers={"accept-language": "pl"})
    sign_up(polish, email="jan@example.com")

    assert User.objects.get(email="jan@example.com").language == "pl"
    assert User.objects.get(email="ola@example.com").language != ""


@pytest.mark.parametrize(
    "field", ["first_name", "last_name", "email", "password", "terms", "privacy"]
)
def test_nothing_may_be_missing(client, field):
    data = form()
    del data[field]

    response = client.post(reverse("account_signup"), data)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not User.objects.exists()


def test_an_address_in_use_gives_the_same_page_and_a_helpful_message_to_its_owner():
    owner = factories.person(email="anna@example.com", language="en")
    known = Client().post(reverse("account_signup"), form(email="anna@example.com"), follow=True)
    unknown = Client().post(reverse("account_signup"), form(email="adam@example.com"), follow=True)

    owner.refresh_from_db()
    [letter] = letters("anna@example.com")
    assert known.redirect_chain == unknown.redirect_chain
    assert _plain(known, "anna") == _plain(unknown, "adam")
    assert letter.subject == "[Klucznik] You already have an account"
    assert owner.check_password(PASSWORD)
    assert owner.first_name == "Jan"
    assert Event.objects.filter(kind=Kind.ACCOUNT_SIGNUP_REPEATED, person=owner).count() == 1


def test_a_newer_sign_up_replaces_an_unconfirmed_one(client):
    sign_up(client, password="pierwsze hasło obcego 1", first_name="Obcy")
    sign_up(Client(), password=NEW, first_name="Zofia")

    user = User.objects.get(email="zofia@example.com")
    assert user.first_name == "Zofia"
    assert user.check_password(NEW)
    assert user.consents.count() == 2
    assert user.activation.secret_hash


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("zof\u200bia@example.com", "invisible"),
        ("zofia@exam\u00adple.com", "invisible"),
        ("\u202ezofia@example.com", "invisible"),
        ("z\u043efia@example.com", "confusable"),
        ("zoﬁa@example.com", "confusable"),
        ("żofia@example.com", "confusable"),
        ('"zofia zofia"@example.com', "confusable"),
        ("zofia@", "invalid"),
        ("zofia", "invalid"),
        ("zofia@example..com", "invalid"),
    ],
)
def test_an_address_that_could_deceive_a_reader_is_refused(client, typed, code):
    response = client.post(reverse("account_signup"), form(email=typed))

    assert [error.code for error in response.context["form"].errors.as_data()["email"]] == [code]
    assert not User.objects.exists()


def test_a_look_alike_domain_is_kept_in_its_ascii_form(client):
    sign_up(client, email="zofia@ex\u0430mple.com")

    assert User.objects.get().email == "zofia@xn--exmple-4nf.com"


def test_an_address_in_capitals_is_the_same_address(client):
    sign_up(client, email=" Zofia@Example.COM ")

    assert User.objects.get().email == "zofia@example.com"


@pytest.mark.parametrize(
    "body",
    [
        "email[]=zofia@example.com&email[]=obcy@example.com",
        "email=zofia@example.com&email=obcy@example.com",
    ],
)
def test_several_addresses_in_one_request_are_none(client, body):
    rest = "&first_name=Zofia&last_name=Z&password=spokojna+rzeka+17&terms=on&privacy=on"

    response = client.post(
        reverse("account_signup"), body + rest, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 422
    assert not User.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("name", ["www.oszust.example", "http://x.pl", "kup na sklep.pl", "123"])
def test_a_name_carries_no_address_of_a_site(client, name):
    response = client.post(reverse("account_signup"), form(first_name=name))

    assert response.context["form"].errors["first_name"]


@pytest.mark.parametrize(
    "password", ["krótkie", "password1234", "Zielińska12", "zofia@example.com"]
)
def test_a_weak_password_is_refused_at_its_field(client, password):
    response = client.post(reverse("account_signup"), form(password=password))

    assert response.context["form"].errors["password"]


def test_a_long_sentence_with_spaces_and_accents_is_a_good_password(client):
    password = "  Żółta łódka płynie,   a ja śpię 🙂 "
    sign_up(client, password=password)

    assert User.objects.get().check_password(password)


def test_one_mailbox_gets_at_most_three_messages_an_hour_and_the_page_does_not_tell(client):
    answers = [sign_up(Client()) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {302}
    assert len(letters()) == 3


def test_one_place_may_begin_only_so_many_accounts(client):
    answers = [sign_up(client, email=f"nowa{number}@example.com") for number in range(21)]

    assert [answer.status_code for answer in answers[-2:]] == [302, 422]


def test_an_unconfirmed_account_cannot_be_signed_in_to(client):
    sign_up(client)
    response = sign_in(client, "zofia@example.com")

    assert response.url == reverse("account_unconfirmed")
    assert not is_signed_in(client)


def test_only_a_path_of_this_site_is_remembered_as_the_way_back(client):
    client.post(reverse("account_signup"), form(next="https://zly.example/x"))
    assert client.session["after_sign_in"] == ""

    client.post(reverse("account_signup"), form(email="b@example.com", next="/invitations/abc/"))
    assert client.session["after_sign_in"] == "/invitations/abc/"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_makes_one_account():
    def send(_: int) -> int:
        try:
            return Client().post(reverse("account_signup"), form()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))

    assert answers == [302, 302]
    assert User.objects.get().consents.count() == 2


def _plain(response, name):
    """The page without what differs anyway: the address typed and the token of the form."""
    text = response.content.decode().replace(f"{name}@example.com", "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
