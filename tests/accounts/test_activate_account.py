"""Confirming the address: once, by its owner, and never by a machine that only looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import Activation, Consent, User
from klucznik.companies.wording import version_in_words
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import NEW, form, is_signed_in, letters, link_in, sign_in, sign_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def newcomer() -> User:
    return User.objects.get(email="zofia@example.com")


def test_in_the_same_browser_one_button_is_enough_and_the_address_is_filled_in(client):
    sign_up(client)
    link = link_in(letters()[0])

    page = client.get(link)
    done = client.post(link, follow=True)

    assert page.status_code == 200
    assert "password" not in page.context["form"].fields
    assert done.redirect_chain == [(reverse("account_login"), 302)]
    assert 'value="zofia@example.com"' in done.content.decode()
    assert newcomer().activated_at
    assert sign_in(client, "zofia@example.com").status_code == 302
    assert is_signed_in(client)


def test_scanners_of_mail_that_open_the_link_change_nothing(client):
    sign_up(client)
    link = link_in(letters()[0])

    for scanner in (Client(), Client(), client):
        scanner.get(link)
        scanner.head(link)

    assert newcomer().activated_at is None
    assert client.post(link).status_code == 302
    assert newcomer().activated_at


def test_a_stranger_who_signs_up_with_somebodys_address_gains_nothing(client):
    """Trap A1: the owner confirms the stranger's sign-up; the stranger's password must not work."""
    stranger, owner = Client(), client
    sign_up(stranger, password="hasło obcego człowieka 9", first_name="Obcy")
    link = link_in(letters()[0])

    asked = owner.get(link)
    owner.post(link, form(password=NEW, first_name="Zofia"))
    sign_in(stranger, "zofia@example.com", "hasło obcego człowieka 9")

    assert "password" in asked.context["form"].fields
    assert not is_signed_in(stranger)
    assert newcomer().first_name == "Zofia"
    sign_in(owner, "zofia@example.com", NEW)
    assert is_signed_in(owner)


def test_in_another_browser_the_button_alone_confirms_nothing(client):
    sign_up(Client())
    link = link_in(letters()[0])

    response = client.post(link, {})

    assert response.status_code in (200, 422)
    assert newcomer().activated_at is None
    assert client.post(link, {"first_name": "Z"}).status_code == 422


def test_in_another_browser_the_consents_are_given_anew(client):
    sign_up(Client())
    stale = list(Consent.objects.values_list("pk", flat=True))
    client.post(link_in(letters()[0]), form(password=NEW))

    kept = Consent.objects.filter(user=newcomer())
    assert kept.count() == 2
    assert not kept.filter(pk__in=stale).exists()


def test_history_says_which_terms_the_confirmed_person_accepted(client):
    sign_up(client)
    assert not Event.objects.filter(kind=Kind.ACCOUNT_TERMS_ACCEPTED).exists()

    client.post(link_in(letters()[0]))

    told = Event.objects.told().get(kind=Kind.ACCOUNT_TERMS_ACCEPTED, actor=newcomer())
    assert version_in_words(newcomer().consents.get(document="terms").version) in told.sentence


def test_opened_twice_it_says_kindly_that_all_is_done(client):
    sign_up(client)
    link = link_in(letters()[0])
    client.post(link)

    again = [client.get(link), client.post(link), Client().get(link)]

    assert {response.status_code for response in again} == {200}
    assert all("already active" in response.content.decode() for response in again)


def test_opened_late_it_offers_to_send_the_message_again(client, settings):
    settings.ACTIVATION_HOURS = 48
    sign_up(client)
    link = link_in(letters()[0])

    with time_machine.travel(timedelta(hours=49)):
        late = client.get(link)
        refused = client.post(link)
        mailbox = client.post(f"{link}again/", follow=True).content.decode()
        fresh = letters()[-1]
        done = client.post(link_in(fresh))

    assert late.status_code == refused.status_code == 410
    assert "It was valid for 48 hours" in late.content.decode()
    assert "is valid for 48 hours" in mailbox
    assert done.status_code == 302
    assert newcomer().activated_at


def test_the_clock_of_the_demonstration_does_not_make_a_link_late(client, travel):
    sign_up(client)
    travel(days=30)

    assert client.get(link_in(letters()[0])).status_code == 200


def test_a_replaced_or_invented_link_leads_on(client):
    sign_up(client)
    first = link_in(letters()[0])
    sign_up(Client())

    for link in (first, reverse("account_activate", args=["wymyslony"])):
        response = client.get(link)
        assert response.status_code == 404
        assert reverse("account_resend_activation") in response.content.decode()


def test_sending_again_answers_the_same_for_every_address(client):
    sign_up(client)
    factories.person(email="anna@example.com")
    answers = [
        Client().post(reverse("account_resend_activation"), {"email": email}, follow=True)
        for email in ("zofia@example.com", "anna@example.com", "nikt@example.com")
    ]

    assert len({answer.redirect_chain[-1] for answer in answers}) == 1
    assert len(letters()) == 2
    assert not letters("anna@example.com")
    assert not letters("nikt@example.com")


def test_the_secret_is_nowhere_but_in_the_message(client):
    from klucznik.mail.models import SentEmail

    sign_up(client)
    secret = link_in(letters()[0]).rstrip("/").rsplit("/", 1)[-1]
    row = SentEmail.objects.get()

    assert secret not in str([row.context, row.links, row.text, row.subject])
    assert secret != Activation.objects.get().secret_hash


def test_after_activation_the_person_returns_to_what_they_came_for(client):
    sign_up(client, next="/invitations/abc/")

    done = client.post(link_in(letters()[0]))

    assert done.url == f"{reverse('account_login')}?next=%2Finvitations%2Fabc%2F"


def test_links_come_from_the_configured_address_whatever_the_request_says(client):
    """Trap A2."""
    hostile = {"HTTP_X_FORWARDED_HOST": "zly.example", "HTTP_FORWARDED": "host=zly.example"}
    client.post(reverse("account_signup"), form(), **hostile)

    [letter] = letters()
    assert "zly.example" not in letter.body + letter.alternatives[0][0]


@pytest.mark.parametrize("name", ["account_signup", "account_login", "account_reset_password"])
def test_an_unknown_host_gets_400_on_every_page(client, name):
    """Trap A3."""
    assert client.get(reverse(name), headers={"host": "zly.example"}).status_code == 400


def test_an_unconfirmed_account_is_forgotten_a_week_after_its_link(client):
    from klucznik.accounts.tasks import forget_unconfirmed

    sign_up(client)
    Activation.objects.update(expires_at=timezone.now() - timedelta(days=8))

    forget_unconfirmed()

    assert not User.objects.filter(email="zofia@example.com").exists()
    sign_up(Client(), password=PASSWORD)
    assert newcomer().deleted_at is None
