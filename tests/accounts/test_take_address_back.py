"""The way back: from the old mailbox, without signing in, for a week, and it beats whatever came after."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.mailboxes import (
    NEW_EMAIL,
    a_week_ago,
    add,
    ask,
    change,
    fresh,
    in_a_week,
    link_to,
    subjects,
)
from tests.accounts.people import is_signed_in, second_step, sign_up
from tests.accounts.test_sessions import entered, is_in

pytestmark = pytest.mark.django_db
OLD = "anna@example.com"


@pytest.fixture
def anna() -> User:
    return factories.person("Anna", "Alfowska", email=OLD, language="en")


def test_the_old_address_takes_it_back_without_signing_in(anna):
    thief = fresh(anna)
    change(thief)
    path = link_to(OLD, "undo")
    outside = Client()
    shown = outside.get(path).content.decode()
    assert NEW_EMAIL in shown

    answer = outside.post(path)

    anna.refresh_from_db()
    assert answer.status_code == 200
    assert not is_signed_in(outside)
    assert anna.email == OLD
    assert [x.email for x in EmailAddress.objects.filter(user=anna)] == [OLD]
    assert not is_in(thief)
    assert not anna.has_usable_password()
    assert subjects(OLD)[-2:] == [
        "The change of the e-mail address was taken back",
        "Choose a new password",
    ]
    assert subjects(NEW_EMAIL)[-1] == "The change of the e-mail address was taken back"
    assert "Choose a new password" not in subjects(NEW_EMAIL)


def test_second_steps_that_an_intruder_set_up_go_with_it(anna):
    thief = fresh(anna)
    change(thief)
    second_step(anna, ago=timedelta(minutes=5))

    Client().post(link_to(OLD, "undo"))

    assert not Authenticator.objects.filter(user=anna).exists()
    assert Event.objects.get(kind=Kind.ACCOUNT_PASSKEY_REMOVED).facts["off"]


def test_second_steps_of_before_stay(anna):
    thief = fresh(anna)
    change(thief)
    second_step(anna, ago=timedelta(minutes=5))
    trusted = second_step(anna, ago=timedelta(days=30))

    Client().post(link_to(OLD, "undo"))

    assert list(Authenticator.objects.filter(user=anna)) == [trusted]


def test_it_beats_all_that_was_changed_since(anna):
    thief = fresh(anna)
    change(thief)
    add(thief, "thief@example.com")
    ask(thief, "pending@example.com")
    pending = link_to("pending@example.com")
    Client().post(link_to(OLD, "undo"))

    anna.refresh_from_db()
    assert anna.email == OLD
    assert [x.email for x in EmailAddress.objects.filter(user=anna)] == [OLD]
    assert not anna.address_changes.waiting().exists()
    assert entered(anna).post(pending).status_code in (302, 404, 410)


def test_the_first_address_hears_of_later_changes_too(anna):
    client = fresh(anna)
    change(client)
    change(client, "second@example.com")

    assert subjects(OLD).count("Your e-mail address was changed") == 2
    Client().post(link_to(NEW_EMAIL, "undo"))
    anna.refresh_from_db()
    assert anna.email == NEW_EMAIL
    Client().post(link_to(OLD, "undo"))
    anna.refresh_from_db()
    assert anna.email == OLD


def test_it_can_be_taken_back_once_and_for_a_week(anna):
    change(fresh(anna))
    path = link_to(OLD, "undo")
    with time_machine.travel(in_a_week(), tick=False):
        assert Client().get(path).status_code == 410
        assert Client().post(path).status_code == 410
    assert Client().post(path).status_code == 200
    assert Client().post(path).status_code == 410
    assert Client().post("/account/addresses/undo/made-up/").status_code == 404


def test_taking_it_back_stops_a_deletion(anna):
    change(fresh(anna))
    User.objects.filter(pk=anna.pk).update(
        deletion_asked_at=timezone.now(), deletion_due_at=timezone.now() + timedelta(days=7)
    )
    Client().post(link_to(OLD, "undo"))

    anna.refresh_from_db()
    assert not anna.is_leaving
    assert Event.objects.filter(kind=Kind.ACCOUNT_DELETION_STOPPED).exists()


def test_a_deleted_account_does_not_come_back(anna):
    change(fresh(anna))
    path = link_to(OLD, "undo")
    anna.refresh_from_db()
    delete_account(None, anna)

    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code == 404


def test_the_old_address_is_kept_for_its_owner_while_it_can_be_taken_back(anna):
    change(fresh(anna))
    newcomer = Client()
    answer = sign_up(newcomer, email=OLD)

    assert answer.url == reverse("account_email_verification_sent")
    assert not User.objects.filter(email=OLD).exists()
    assert subjects(OLD)[-1] == "This address still belongs to an account"
    jan = fresh(factories.person(email="jan@example.com"))
    ask(jan, OLD)
    assert subjects(OLD)[-1] == "Somebody wanted to use your e-mail address"


def test_after_the_week_the_old_address_is_free(anna):
    change(fresh(anna))
    a_week_ago(anna)
    sign_up(Client(), email=OLD)

    assert User.objects.filter(email=OLD).exists()


def test_the_owner_may_go_back_by_an_ordinary_change(anna):
    client = fresh(anna)
    change(client)
    change(client, OLD)

    anna.refresh_from_db()
    assert anna.email == OLD


def test_the_end_of_an_account_erases_nobody_elses_address(anna):
    """Whoever only typed an address, and then deletes their account, takes nothing from its owner."""
    thief = factories.person(email="thief@example.com")
    ask(fresh(thief), OLD)
    delete_account(None, thief)

    anna.refresh_from_db()
    assert anna.email == OLD
    assert EmailAddress.objects.get(user=anna).email == OLD
