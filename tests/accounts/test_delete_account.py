"""Deleting an account: always possible, stoppable for a week, then complete; the company keeps everything."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import Consent, User
from klucznik.accounts.tasks import finish_deletions, forget_farewells, remind_of_deletions
from klucznik.companies.models import Membership
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventDetails
from klucznik.mail.models import SentEmail
from tests import factories
from tests.accounts.departing import DELETE, ask, confirm, filled_in, finish
from tests.accounts.people import NEW, code_of, is_signed_in, letters, link_in, sign_in, sign_up
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
STOP = "account_leaving"


@pytest.fixture
def anna(cast) -> User:
    User.objects.filter(pk=cast.anna.pk).update(language="en")
    cast.anna.refresh_from_db()
    return cast.anna


def test_the_page_says_what_goes_what_stays_who_takes_over_and_when(client, anna):
    sign_in(client, anna.email)

    page = client.get(reverse(DELETE)).content.decode()

    for block in ("What goes", "What stays, and why", "Who takes over", "When it is final"):
        assert block in page
    assert "Piekarnia Alfa" in page
    assert "last global administrator" in page


def test_places_and_sessions_end_at_once_and_the_account_in_a_week(anna, travel):
    other = Client()
    sign_in(other, anna.email)
    client = ask(anna)

    assert anna.is_leaving
    assert not is_signed_in(client)
    assert other.get(reverse("account_overview")).status_code == 302
    assert not Membership.objects.active().filter(user=anna).exists()
    assert letters(anna.email)[-1].subject == "[Klucznik] Your account will be deleted"
    travel(days=6, hours=23)
    finish()
    anna.refresh_from_db()
    assert anna.deleted_at is None


def test_it_takes_the_password_typed_now(anna):
    client = ask(anna, "nie to hasło wcale")

    assert not anna.is_leaving
    assert is_signed_in(client)


def test_looking_at_the_page_deletes_nothing(client, anna):
    sign_in(client, anna.email)
    client.get(reverse(DELETE), {"password": PASSWORD})

    anna.refresh_from_db()
    assert not anna.is_leaving


def test_until_then_signing_in_offers_to_stop_it(client, anna):
    ask(anna)
    response = sign_in(client, anna.email)
    page = client.get(response.url)

    assert response.url == reverse(STOP)
    assert not is_signed_in(client)
    assert "Stop the deletion" in page.content.decode()

    shown = client.post(response.url, follow=True)
    anna.refresh_from_db()
    assert not anna.is_leaving
    assert is_signed_in(client)
    assert "The deletion was stopped. The account stays yours." in shown.content.decode()
    told = [letter.subject for letter in letters(anna.email)]
    assert "[Klucznik] The deletion of your account was stopped" in told


def test_companies_do_not_come_back_by_stopping_it(client, anna):
    ask(anna)
    client.post(sign_in(client, anna.email).url)

    assert not Membership.objects.active().filter(user=anna).exists()


def test_stopping_it_takes_every_step_of_a_sign_in(client, anna):
    factories.with_factor(anna)
    client.force_login(anna)
    confirm(client, anna, "account")
    client.post(reverse(DELETE), filled_in(client))
    thief = Client()
    response = sign_in(thief, anna.email)

    assert response.url == reverse("mfa_authenticate")
    assert thief.post(reverse(STOP)).url == reverse("account_login")
    anna.refresh_from_db()
    assert anna.is_leaving
    assert thief.post(response.url, {"code": code_of(anna)}).url == reverse(STOP)


def test_somebody_without_a_sign_in_stops_nothing(client, anna):
    ask(anna)

    assert client.post(reverse(STOP)).url == reverse("account_login")
    anna.refresh_from_db()
    assert anna.is_leaving


def test_after_a_week_nothing_personal_is_left(anna, cast, travel):
    factories.with_factor(anna)
    client = Client(REMOTE_ADDR="198.51.100.7")
    client.force_login(anna)
    client.post(reverse("account_name"), {"first_name": "Hanna", "last_name": "Nowa"})
    confirm(client, anna, "account")
    client.post(reverse(DELETE), filled_in(client))
    letters()
    travel(days=7, minutes=1)
    finish()

    anna.refresh_from_db()
    assert anna.deleted_at
    assert anna.display_name == "a deleted account"
    assert anna.email == f"deleted-{anna.public_id}@deleted.invalid"
    assert not anna.has_usable_password()
    assert not EmailAddress.objects.filter(user=anna).exists()
    assert not Authenticator.objects.filter(user=anna).exists()
    kept = str(list(User.objects.filter(pk=anna.pk).values()))
    kept += str(list(EventDetails.objects.filter(event__actor=anna).values()))
    kept += str(list(EventDetails.objects.filter(event__person=anna).values("values")))
    kept += str(list(SentEmail.objects.filter(recipient=anna).values()))
    personal = ("Hanna", "Nowa", "Anna", "anna@", "198.51.100.7")
    assert not [kept[max(0, kept.find(word) - 80) :][:160] for word in personal if word in kept]


def test_the_last_message_reaches_the_address_and_then_forgets_it(anna, travel):
    ask(anna)
    travel(days=8)
    finish()

    assert letters("anna@example.com")[-1].subject == "[Klucznik] Your account was deleted"
    forget_farewells()
    assert not SentEmail.objects.filter(address="anna@example.com").exists()


def test_history_company_and_licenses_stay(anna, cast, travel):
    ask(anna)
    travel(days=8)
    finish()

    cast.alfa.refresh_from_db()
    assert cast.alfa.licenses.count() == 1
    left = Event.objects.told().filter(actor=anna, kind=Kind.ACCOUNT_DELETION_ASKED).get()
    assert left.sentence == "A deleted account asked for the deletion of the account"
    assert Event.objects.filter(kind=Kind.ACCOUNT_DELETED, person=anna).count() == 1


def test_what_was_agreed_to_stays_without_a_name(travel):
    client = Client()
    sign_up(client)
    client.post(link_in(letters()[0]), {"go": "1"})
    zofia = User.objects.get(email="zofia@example.com")
    ask(zofia)
    travel(days=8)
    finish()

    assert Consent.objects.filter(user=zofia).count() == 2


def test_the_address_is_free_for_a_new_account_that_inherits_nothing(anna, travel):
    ask(anna)
    travel(days=8)
    finish()
    client = Client()
    sign_up(client, email="anna@example.com", password=NEW)
    client.post(link_in(letters("anna@example.com")[-1]), {"go": "1"})
    sign_in(client, "anna@example.com", NEW)

    new = User.objects.get(email="anna@example.com")
    assert is_signed_in(client)
    assert new.pk != anna.pk
    assert not new.memberships.exists()


def test_a_day_before_the_end_a_last_word_comes_once(anna, travel):
    ask(anna)
    travel(days=5, hours=23)
    remind_of_deletions()
    subject = "[Klucznik] Your account will be deleted tomorrow"
    assert subject not in [letter.subject for letter in letters(anna.email)]

    travel(hours=2)
    remind_of_deletions()
    remind_of_deletions()

    assert [letter.subject for letter in letters(anna.email)].count(subject) == 1


def test_who_stopped_it_is_neither_reminded_nor_deleted(client, anna, travel):
    ask(anna)
    client.post(sign_in(client, anna.email).url)
    travel(days=6, hours=12)
    remind_of_deletions()
    travel(days=2)
    finish()

    anna.refresh_from_db()
    assert anna.deleted_at is None
    assert "tomorrow" not in "".join(letter.subject for letter in letters(anna.email))


def test_a_stop_between_the_queue_and_the_work_wins(client, anna, travel):
    ask(anna)
    travel(days=7, minutes=1)
    finish_deletions()
    client.post(sign_in(client, anna.email).url)
    finish()

    anna.refresh_from_db()
    assert anna.deleted_at is None


def test_a_new_password_leads_to_the_same_question(client, anna):
    ask(anna)
    client.post(reverse("account_reset_password"), {"email": anna.email})
    link = link_in(letters(anna.email)[-1])
    client.post(client.get(link).url, {"password": NEW})

    assert sign_in(client, anna.email, NEW).url == reverse(STOP)


def test_a_deleted_account_lets_nobody_in(anna, travel):
    ask(anna)
    travel(days=8)
    finish()
    client = Client()
    for email in ("anna@example.com", f"deleted-{anna.public_id}@deleted.invalid"):
        sign_in(client, email)

    assert not is_signed_in(client)


def test_running_twice_deletes_once(anna, travel):
    ask(anna)
    travel(days=8)
    finish()
    finish_deletions()
    finish()

    assert Event.objects.filter(kind=Kind.ACCOUNT_DELETED, person=anna).count() == 1
