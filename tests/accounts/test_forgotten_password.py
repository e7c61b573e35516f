"""A forgotten password: the mailbox proves the person, and proves nothing more than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from tests import factories
from tests.accounts.people import NEW, is_signed_in, letters, link_in, sign_in, sign_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ASK = "account_reset_password"


@pytest.fixture
def anna() -> User:
    return factories.person(email="anna@example.com", language="en")


def ask(client: Client, email: str = "anna@example.com", **more):
    return client.post(reverse(ASK), {"email": email}, **more)


def choose(client: Client, link: str, password: str = NEW):
    """Open the link and send the form that it leads to."""
    opened = client.get(link, follow=True)
    return client.post(opened.request["PATH_INFO"], {"password": password}, follow=True)


def test_a_link_by_mail_leads_to_a_new_password(client, anna):
    ask(client)
    [letter] = letters(anna.email)
    done = choose(client, link_in(letter))

    anna.refresh_from_db()
    assert letter.subject == "[Klucznik] Choose a new password"
    assert done.redirect_chain[-1][0] == reverse("account_reset_password_from_key_done")
    assert anna.check_password(NEW)
    assert [m.subject for m in letters(anna.email)][-1] == "[Klucznik] Your password was changed"


def test_known_and_unknown_addresses_get_the_same_answer(anna):
    known, unknown = ask(Client(), follow=True), ask(Client(), "nikt@example.com", follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert len(letters(anna.email)) == 1
    assert not letters("nikt@example.com")
    text = known.content.decode().replace("anna@", "nikt@")
    assert text.split("</form>", 1)[1] == unknown.content.decode().split("</form>", 1)[1]


def test_an_unconfirmed_account_gets_its_activation_message_again(client):
    sign_up(Client())
    ask(client, "zofia@example.com")

    assert [letter.subject for letter in letters()] == ["[Klucznik] Activate your account"] * 2


def test_choosing_a_password_signs_nobody_in(client, anna):
    ask(client)
    choose(client, link_in(letters(anna.email)[0]))

    assert not is_signed_in(client)


def test_the_second_step_is_asked_for_as_before(client, anna):
    """A mailbox is no second step."""
    factories.with_factor(anna)
    ask(client)
    choose(client, link_in(letters(anna.email)[0]))
    response = sign_in(client, anna.email, NEW)

    assert response.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_all_sessions_end(client, anna):
    sign_in(client, anna.email)
    ask(Client())
    choose(Client(), link_in(letters(anna.email)[0]))

    assert client.get(reverse("account_overview")).status_code == 302


def test_a_link_works_once(client, anna):
    ask(client)
    link = link_in(letters(anna.email)[0])
    choose(client, link)

    again = Client().get(link, follow=True)

    assert "no longer valid" in again.content.decode()
    for page in (again, client.get(reverse("account_reset_password_done"))):
        assert "works once and for 60 minutes" in page.content.decode()
    assert "form" not in again.context or not again.context["form"].is_bound


def test_a_link_works_for_an_hour(client, anna):
    ask(client)
    link = link_in(letters(anna.email)[0])

    with time_machine.travel(timedelta(minutes=61)):
        choose(client, link)

    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_scanners_that_open_the_link_spend_nothing(client, anna):
    ask(client)
    link = link_in(letters(anna.email)[0])
    for _ in range(3):
        Client().get(link, follow=True)

    choose(client, link)

    anna.refresh_from_db()
    assert anna.check_password(NEW)


def test_the_last_step_cannot_be_reached_without_the_link(client, anna):
    from allauth.account.utils import user_pk_to_url_str

    url = reverse(
        "account_reset_password_from_key", args=[user_pk_to_url_str(anna), "set-password"]
    )
    client.post(url, {"password": NEW})

    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_a_link_of_one_person_sets_nobody_elses_password(client, anna):
    from allauth.account.utils import user_pk_to_url_str

    other = factories.person(email="obcy@example.com", language="en")
    ask(client, other.email)
    own = link_in(letters(other.email)[0])
    key = own.rstrip("/").rsplit("/", 1)[-1].split("-", 1)[1]
    client.get(own)
    for step in (key, "set-password"):
        url = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(anna), step])
        client.post(url, {"password": NEW})

    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


@pytest.mark.parametrize(
    "body",
    ["email[]=anna@example.com&email[]=obcy@example.com", "email=anna@example.com&email=o@b.pl"],
)
def test_several_addresses_in_one_request_send_nothing(client, anna, body):
    response = client.post(reverse(ASK), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 422
    assert not letters(anna.email)
    assert not mail.outbox


@pytest.mark.parametrize(
    "hostile",
    [
        {"HTTP_X_FORWARDED_HOST": "zly.example"},
        {"HTTP_X_FORWARDED_SERVER": "zly.example"},
        {"HTTP_X_HOST": "zly.example"},
        {"HTTP_X_ORIGINAL_HOST": "zly.example"},
        {"HTTP_FORWARDED": "for=1.1.1.1;host=zly.example;proto=https"},
        {"HTTP_ORIGIN": "https://zly.example"},
        {"HTTP_REFERER": "https://zly.example/"},
        {"HTTP_X_REWRITE_URL": "https://zly.example/"},
        {"SERVER_NAME": "localhost"},
        {"SERVER_PORT": "6666"},
    ],
)
def test_the_link_begins_with_the_configured_address(client, anna, settings, hostile):
    ask(client, **hostile)

    [letter] = letters(anna.email)
    html = letter.alternatives[0][0]
    assert "zly.example" not in letter.body + html
    assert "6666" not in letter.body
    assert f"{settings.PUBLIC_URL}/account/forgotten-password/" in letter.body


def test_one_mailbox_gets_at_most_three_links_an_hour_and_the_page_does_not_tell(anna):
    answers = [ask(Client()) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {302}
    assert len(letters(anna.email)) == 3


def test_one_place_may_ask_only_so_often(client):
    answers = [ask(client, f"nikt{number}@example.com") for number in range(21)]

    assert [answer.status_code for answer in answers[-2:]] == [302, 422]


def test_a_weak_password_is_refused(client, anna):
    ask(client)
    response = choose(client, link_in(letters(anna.email)[0]), "anna@example")

    anna.refresh_from_db()
    assert response.status_code == 422
    assert anna.check_password(PASSWORD)


def test_a_deleted_account_gets_no_link(client, anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    ask(client)

    assert not letters(anna.email)
