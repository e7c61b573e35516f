"""Remembered browsers: a row for each, forgotten at will; and the link of whoever never signed in there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.devices import MOST_DEVICES
from klucznik.accounts.models import Device, Session, User
from klucznik.core import tokens
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import NEW, is_signed_in, letters, second_step, sign_in
from tests.accounts.test_sessions import FIREFOX, SAFARI, entered, is_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEWS = "[Klucznik] A sign-in from a new device"


@pytest.fixture
def anna() -> User:
    return factories.person("Anna", "Alfowska", email="anna@example.com", language="en")


def forget(client: Client, device: Device):
    return client.post(reverse("account_forget_device", args=[device.public_id]))


def subjects(user: User) -> list[str]:
    return [letter.subject for letter in letters(user.email)]


def alarm(user: User) -> str:
    """The path of the link in the newest message about a new device."""
    letter = [letter for letter in letters(user.email) if letter.subject == NEWS][-1]
    found = re.search(r"https?://[^/\s]+(/account/not-me/[^\s\"<]+)", letter.body)
    assert found
    return found.group(1)


def test_a_sign_in_makes_one_row_however_often(anna):
    client = entered(anna)
    client.post(reverse("account_logout"))
    sign_in(client, anna.email)

    device = anna.devices.get()
    assert device.agent == FIREFOX
    assert client.cookies["device"].value not in device.browser_hash
    assert Session.objects.get(user=anna).device == device


def test_a_forgotten_browser_is_a_stranger_and_its_sessions_end(anna):
    here, there = entered(anna), entered(anna, SAFARI)
    forget(here, anna.devices.get(agent=SAFARI))

    assert is_in(here)
    assert not is_in(there)
    before = subjects(anna).count(NEWS)
    sign_in(there, anna.email)
    assert subjects(anna).count(NEWS) == before + 1
    assert anna.devices.filter(forgotten_at=None).count() == 2


def test_forgetting_the_browser_in_use_keeps_its_session(anna):
    here = entered(anna)
    forget(here, anna.devices.get())

    assert is_in(here)
    assert here.get(reverse("account_sessions")).context["devices"] == []
    assert Event.objects.get(kind=Kind.ACCOUNT_DEVICE_FORGOTTEN).details.values["device"]


def test_nobody_forgets_the_browser_of_somebody_else(anna):
    entered(anna)
    stranger = entered(factories.person())

    assert forget(stranger, anna.devices.get()).status_code == 404
    assert anna.devices.get().forgotten_at is None


def test_a_new_password_forgets_all_but_the_browser_in_use(anna):
    here = entered(anna)
    entered(anna, SAFARI)
    here.post(reverse("account_change_password"), {"current": PASSWORD, "password": NEW})

    [kept] = anna.devices.filter(forgotten_at=None)
    assert kept.agent == FIREFOX


def test_only_so_many_are_remembered(anna):
    rows = [Device(user=anna, browser_hash=str(n), agent=SAFARI) for n in range(MOST_DEVICES)]
    Device.objects.bulk_create(rows)
    entered(anna)

    known = anna.devices.filter(forgotten_at=None)
    assert known.count() == MOST_DEVICES
    assert known.filter(agent=FIREFOX).exists()


def test_not_me_shows_first_and_changes_nothing(anna):
    here = entered(anna)
    thief = entered(anna, SAFARI, "203.0.113.9")
    path = alarm(anna)

    for _scanner in range(3):
        shown = Client().get(path).content.decode()

    assert "Safari, iPhone" in shown
    assert "203.0.113.9" in shown
    assert is_in(here)
    assert is_in(thief)


def test_not_me_ends_everything_and_brings_a_new_password_by_mail(anna):
    here, thief = entered(anna), entered(anna, SAFARI)
    path = alarm(anna)
    outside = Client()
    answer = outside.post(path)

    assert answer.status_code == 200
    assert not is_signed_in(outside)
    assert not is_in(here)
    assert not is_in(thief)
    sign_in(thief, anna.email)
    assert not is_signed_in(thief)
    assert subjects(anna)[-2:] == [
        "[Klucznik] All devices were signed out of your account",
        "[Klucznik] Choose a new password",
    ]
    assert not anna.devices.filter(forgotten_at=None).exists()
    assert Event.objects.filter(kind=Kind.ACCOUNT_SECURED, person=anna).count() == 1


def test_not_me_removes_what_was_set_up_since_that_sign_in(anna):
    entered(anna)
    entered(anna, SAFARI)
    path = alarm(anna)
    trusted = second_step(anna, ago=timedelta(days=30))
    second_step(anna, ago=timedelta())

    Client().post(path)

    assert list(Authenticator.objects.filter(user=anna)) == [trusted]


def test_not_me_can_be_pressed_in_a_browser_that_is_signed_in(anna):
    here = entered(anna)
    entered(anna, SAFARI)

    assert here.post(alarm(anna)).status_code == 200
    assert not is_signed_in(here)


def test_not_me_works_once_and_for_a_week(anna):
    entered(anna)
    entered(anna, SAFARI)
    path = alarm(anna)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert Client().get(path).status_code == 410
        assert Client().post(path).status_code == 410
    assert Client().post(path).status_code == 200
    assert Client().post(path).status_code == 410
    assert Client().post("/account/not-me/made-up/").status_code == 404


def test_a_newer_message_replaces_the_older_link(anna):
    here, there = entered(anna), entered(anna, SAFARI)
    older = alarm(anna)
    forget(here, anna.devices.get(agent=SAFARI))
    sign_in(there, anna.email)

    assert alarm(anna) != older
    assert Client().get(older).status_code == 404


def test_the_link_is_nowhere_but_in_the_message(anna):
    entered(anna)
    entered(anna, SAFARI)
    secret = alarm(anna).split("/")[-2]

    armed = Device.objects.get(alarm_hash=tokens.hashed(secret))
    assert armed.user == anna
    kept = "".join(str(list(model.objects.values())) for model in (Event, Device))
    assert secret not in kept


def test_the_page_of_devices_says_when_and_from_where(anna):
    client = entered(anna)

    [known] = client.get(reverse("account_sessions")).context["devices"]
    assert known.is_this
    assert known.words == "Firefox, Windows"
