"""Recovery addresses: proved, told, used for a new password, changed places with, removed."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from klucznik.accounts.addresses import MOST_RECOVERY, mark_of
from klucznik.accounts.models import User
from klucznik.members.invitations import is_address_of
from tests import factories
from tests.accounts.mailboxes import a_week_ago, add, ask, change, fresh, link_to, subjects
from tests.accounts.people import NEW, is_signed_in, letters, link_in, sign_in, sign_up
from tests.accounts.test_sessions import entered, is_in

pytestmark = pytest.mark.django_db
OLD, SPARE = "anna@example.com", "anna.spare@example.com"


@pytest.fixture
def anna() -> User:
    return factories.person("Anna", "Alfowska", email=OLD, language="en")


@pytest.fixture
def client_of(anna) -> Client:
    client = fresh(anna)
    add(client, SPARE)
    return client


def page_of(name: str, anna: User, email: str = SPARE) -> str:
    return reverse(name, args=[mark_of(EmailAddress.objects.get(user=anna, email=email))])


def forgotten(email: str) -> None:
    Client().post(reverse("account_reset_password"), {"email": email})


def test_it_is_added_by_opening_its_link_and_all_are_told(anna, client_of):
    assert SPARE in client_of.get(reverse("account_addresses")).content.decode()
    assert "A recovery address was added" in subjects(OLD)
    assert "A recovery address was added" in subjects(SPARE)
    assert is_in(client_of)
    anna.refresh_from_db()
    assert anna.email == OLD


def test_it_does_not_sign_in(anna, client_of):
    client = Client()
    answer = sign_in(client, SPARE)

    assert not is_signed_in(client)
    assert "The e-mail address or the password is incorrect." in answer.content.decode()


def test_a_new_password_comes_to_the_address_that_was_typed(anna, client_of):
    a_week_ago(anna)
    before = len(letters(OLD))
    forgotten(SPARE)

    assert subjects(SPARE)[-1] == "Choose a new password"
    assert len(letters(OLD)) == before
    browser = Client()
    form = browser.get(link_in(letters(SPARE)[-1]), follow=True)
    browser.post(form.redirect_chain[-1][0], {"password": NEW})
    anna.refresh_from_db()
    assert anna.check_password(NEW)


def test_in_its_first_week_it_sets_no_password(anna, client_of):
    forgotten(SPARE)
    assert subjects(SPARE)[-1] == "This address cannot set a new password yet"
    forgotten(OLD)
    assert subjects(OLD)[-1] == "Choose a new password"


def test_mail_goes_to_the_stored_address_however_it_is_typed(anna):
    forgotten("ANNA@EXAMPLE.COM")
    Client().post(reverse("account_reset_password"), {"email": [OLD, "thief@example.com"]})
    Client().post(reverse("account_reset_password"), {"email[]": [OLD, "thief@example.com"]})

    assert subjects(OLD) == ["Choose a new password"]
    assert not letters("thief@example.com")


def test_notices_of_safety_go_to_all_addresses_once_each(anna, client_of):
    entered(anna)
    client_of.post(
        reverse("account_change_password"), {"current": factories.PASSWORD, "password": NEW}
    )

    assert subjects(OLD).count("Your password was changed") == 1
    assert subjects(SPARE).count("Your password was changed") == 1


def test_an_invitation_to_it_is_mine(anna, client_of):
    assert is_address_of(anna, SPARE)


def test_somebody_elses_recovery_address_cannot_be_signed_up_with(anna, client_of):
    sign_up(Client(), email=SPARE)

    assert not User.objects.filter(email=SPARE).exists()
    assert subjects(SPARE)[-1] == "You already have an account"


def test_three_are_enough(anna, client_of):
    for n in range(MOST_RECOVERY - 1):
        EmailAddress.objects.create(user=anna, email=f"a{n}@example.com", verified=True)
    answer = ask(client_of, "a9@example.com", "account_add_address")

    assert answer.status_code == 422
    assert "three recovery addresses" in answer.content.decode()


def test_it_changes_places_with_the_one_for_signing_in(anna, client_of):
    other = entered(anna)
    client_of.post(page_of("account_make_primary", anna))

    anna.refresh_from_db()
    assert anna.email == SPARE
    assert set(
        EmailAddress.objects.filter(user=anna).values_list("email", "verified", "primary")
    ) == {
        (SPARE, True, True),
        (OLD, True, False),
    }
    assert is_in(client_of)
    assert not is_in(other)
    assert subjects(OLD)[-1] == "Your e-mail address was changed"


def test_changing_places_is_taken_back_from_the_one_before(anna, client_of):
    client_of.post(page_of("account_make_primary", anna))
    Client().post(link_to(OLD, "undo"))

    anna.refresh_from_db()
    assert anna.email == OLD
    assert set(EmailAddress.objects.filter(user=anna).values_list("email", "primary")) == {
        (OLD, True),
        (SPARE, False),
    }


def test_it_is_removed_and_hears_of_it(anna, client_of):
    answer = client_of.post(page_of("account_remove_address", anna), follow=True)

    assert "The address was removed." in answer.content.decode()
    assert not EmailAddress.objects.filter(email=SPARE).exists()
    assert subjects(SPARE)[-1] == "A recovery address was removed"
    assert subjects(OLD)[-1] == "A recovery address was removed"
    forgotten(SPARE)
    assert subjects(SPARE)[-1] == "A recovery address was removed"


def test_it_stays_while_a_change_of_address_can_be_taken_back(anna, client_of):
    a_week_ago(anna)
    change(client_of, "thief@example.com")
    answer = client_of.post(page_of("account_remove_address", anna))

    assert answer.status_code == 422
    assert "can still be taken back" in answer.content.decode()
    assert EmailAddress.objects.filter(email=SPARE).exists()


def test_the_one_for_signing_in_cannot_be_removed(anna, client_of):
    assert client_of.post(page_of("account_remove_address", anna, OLD)).status_code == 404


@pytest.mark.parametrize("name", ["account_make_primary", "account_remove_address"])
def test_nobody_touches_the_address_of_somebody_else(anna, client_of, name):
    stranger = fresh(factories.person())

    assert stranger.get(page_of(name, anna)).status_code == 404
    assert stranger.post(page_of(name, anna)).status_code == 404


@pytest.mark.parametrize("name", ["account_make_primary", "account_remove_address"])
def test_the_password_is_asked_first(anna, client_of, name):
    client = Client()
    sign_in(client, OLD)

    assert reverse("account_reauthenticate") in client.post(page_of(name, anna)).url


def test_looking_changes_nothing(anna, client_of):
    for name in ("account_make_primary", "account_remove_address"):
        assert client_of.get(page_of(name, anna)).status_code == 200
    anna.refresh_from_db()
    assert anna.email == OLD
    assert EmailAddress.objects.filter(email=SPARE).exists()


def test_one_proved_address_belongs_to_one_account(anna, client_of):
    other = factories.person()
    with pytest.raises(IntegrityError), transaction.atomic():
        EmailAddress.objects.create(user=other, email=SPARE, verified=True)


def test_the_page_costs_the_same_for_one_and_for_three(
    anna, client_of, django_assert_max_num_queries
):
    url = reverse("account_addresses")
    client_of.get(url)
    with django_assert_max_num_queries(14) as one:
        client_of.get(url)
    for n in range(2):
        EmailAddress.objects.create(user=anna, email=f"a{n}@example.com", verified=True)
    with django_assert_max_num_queries(14) as three:
        client_of.get(url)

    assert len(one) == len(three)
