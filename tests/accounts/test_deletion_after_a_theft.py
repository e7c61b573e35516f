"""Somebody took an account over, moved its address and asked for the deletion: the address before can stop it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.actions.addresses import ask_for_address, confirm_address
from klucznik.accounts.models import AddressChange, User
from tests import factories
from tests.accounts.departing import decide, finish
from tests.accounts.people import MOMENT, add_passkey, begin, letters, sign_in_with, type_password
from tests.accounts.softkey import SoftKey

pytestmark = pytest.mark.django_db
OWNER, THIEF = "anna@example.com", "zlodziej@example.com"


@pytest.fixture
def stolen(cast) -> User:
    """Anna's account with the thief's address, and on its way out."""
    change = ask_for_address(cast.anna, email=THIEF, purpose=AddressChange.Purpose.SIGN_IN)
    user = confirm_address(cast.anna, change)
    return decide(User.objects.get(pk=user.pk))


def undo_link() -> str:
    (letter,) = [one for one in letters(OWNER) if "will be deleted" in one.subject]
    found = re.search(r"https?://[^/\s]+(/account/\S+)", letter.body)
    assert found, letter.body
    return found.group(1)


def test_the_address_before_is_told_and_stops_it_without_signing_in(stolen):
    client = Client()
    link = undo_link()
    assert client.get(link).status_code == 200
    stolen.refresh_from_db()
    assert stolen.is_leaving

    client.post(link)

    stolen.refresh_from_db()
    assert (stolen.email, stolen.is_leaving) == (OWNER, False)


def test_it_can_be_stopped_until_the_very_end(cast):
    change = ask_for_address(cast.anna, email=THIEF, purpose=AddressChange.Purpose.SIGN_IN)
    confirm_address(cast.anna, change)
    nearly = timezone.now() + timedelta(hours=1)
    AddressChange.objects.update(undo_until=nearly)
    user = decide(User.objects.get(pk=cast.anna.pk))

    until = AddressChange.objects.get().undo_until
    assert until - timezone.now() > timedelta(days=6, hours=23)
    assert user.deletion_due_at


def test_a_link_that_waits_moves_no_account_that_is_going(cast):
    change = ask_for_address(cast.bogna, email=THIEF, purpose=AddressChange.Purpose.SIGN_IN)
    decide(cast.bogna)

    change.refresh_from_db()
    assert change.canceled_at


def test_after_the_end_nothing_is_left_to_undo(stolen, travel):
    link = undo_link()
    travel(days=7, minutes=1)
    finish()

    Client().post(link)

    stolen.refresh_from_db()
    assert stolen.deleted_at
    assert stolen.email.endswith("@deleted.invalid")


def test_a_sign_in_with_a_passkey_alone_leads_to_the_same_question():
    """A passkey is both steps at once; it must not pass by the last one."""
    user = factories.person(email="klucz@example.com", language="en")
    browser, key = Client(), SoftKey()
    with time_machine.travel(MOMENT, tick=False):
        begin(browser, user)
        type_password(browser)
        add_passkey(browser, key)
        decide(User.objects.get(pk=user.pk))
        answer = sign_in_with(Client(), key)

    assert answer.url == reverse("account_leaving")
