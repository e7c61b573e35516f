"""A lost second step: other ways first, a wait with notices that nobody can shorten, then its removal."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from klucznik.accounts.actions.factor_loss import finish_loss
from klucznik.accounts.actions.passwords import change_password, reset_password
from klucznik.accounts.errors import LossNotDue
from klucznik.accounts.factors import has_factor, is_factor_mature
from klucznik.accounts.models import FactorLoss, User
from klucznik.accounts.tasks import follow_lost_factors
from klucznik.companies.models import Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from tests import factories
from tests.accounts.losing import FINISH, LOST, asked
from tests.accounts.people import (
    MOMENT,
    PASSWORD,
    begin,
    is_signed_in,
    letters,
    set_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_moment():
    """Time stands in the middle of a half-minute, so that no test runs over its edge."""
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def filip() -> User:
    person = factories.person("Filip", "Fa", email="filip@example.com", language="en")
    return factories.with_factor(person)


def subjects(address: str) -> list[str]:
    return [letter.subject.removeprefix("[Klucznik] ") for letter in letters(address)]


# --- the way


def test_the_page_names_quicker_ways_first_and_then_the_wait(client, filip):
    begin(client, filip)
    assert reverse(LOST) in client.get(reverse("mfa_authenticate")).content.decode()

    page = client.get(reverse(LOST)).content.decode()

    assert "10 still work" in page
    assert "It takes 7 days" in page
    assert not FactorLoss.objects.exists()


def test_after_the_wait_the_password_alone_ends_it_and_asks_for_a_new_one(client, filip, travel):
    loss = asked(client, filip)
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(pk=filip.pk))
    assert loss.due_at - loss.asked_at == timedelta(days=7)
    travel(days=7, minutes=1)
    begin(client, filip)
    assert "Finish: remove the second step" in client.get(reverse(LOST)).content.decode()

    response = client.post(reverse(FINISH), {})

    assert response.url == reverse("mfa_index")
    assert is_signed_in(client)
    assert not has_factor(filip)
    assert elsewhere.get(reverse("account_overview")).status_code == 302
    assert Event.objects.filter(kind=Kind.FACTOR_LOSS_FINISHED, actor=filip).count() == 1
    assert subjects(filip.email)[-1] == "The second step of your account was removed"


@pytest.mark.django_db(transaction=True)
def test_what_is_set_up_afterwards_gives_no_rights_for_three_days(client, filip, travel):
    asked(client, filip)
    travel(days=7)
    begin(client, filip)
    client.post(reverse(FINISH), {})
    set_up(client)

    assert has_factor(filip)
    assert not is_factor_mature(filip)


def test_before_the_end_nothing_is_removed(client, filip, travel):
    loss = asked(client, filip)
    travel(days=6, hours=23)
    begin(client, filip)

    assert client.post(reverse(FINISH), {}).url == reverse(LOST)

    assert has_factor(filip)
    assert not is_signed_in(client)
    with pytest.raises(LossNotDue):
        finish_loss(filip)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorLoss.objects.filter(pk=loss.pk).update(finished_at=loss.due_at - timedelta(seconds=1))


def test_a_running_wait_is_not_shortened_by_the_setting(client, filip, travel, settings):
    asked(client, filip)
    settings.FACTOR_LOSS_DAYS = 3
    travel(days=4)

    with pytest.raises(LossNotDue):
        finish_loss(filip)


def test_after_two_more_weeks_it_is_over(client, filip, travel):
    asked(client, filip)
    travel(days=21)
    begin(client, filip)
    client.post(reverse(FINISH), {})
    assert has_factor(filip)

    follow_lost_factors()

    assert FactorLoss.objects.get(user=filip).expired_at
    assert Event.objects.filter(kind=Kind.FACTOR_LOSS_EXPIRED, person=filip).count() == 1


# --- who is told


def test_notices_come_at_once_halfway_and_a_day_before_to_every_proven_address(
    client, filip, travel
):
    EmailAddress.objects.create(user=filip, email="filip@dom.example", verified=True)
    EmailAddress.objects.create(user=filip, email="obcy@dom.example", verified=False)
    asked(client, filip)
    for hours in [24, 24, 24, 24, 24, 24, 12]:
        travel(hours=hours)
        follow_lost_factors()

    going = "The second step of your account is going to be removed"
    reminded = "Your second step can be removed from September 28, 2026"
    for address in ("filip@example.com", "filip@dom.example"):
        told = [s.replace("\xa0", " ") for s in subjects(address) if "second step" in s]
        assert told == [going, reminded, reminded]
    assert letters("obcy@dom.example") == []


def test_global_administrators_of_the_persons_companies_are_told_once(client, filip):
    celina = factories.person("Celina", "Cicha", email="celina@example.com")
    for name in ("Alfa", "Beta"):
        company = factories.company(name)
        factories.membership(company, filip)
        factories.membership(company, celina, Role.GLOBAL_ADMINISTRATOR)
    stranger = factories.person(email="obcy@example.com")
    factories.membership(factories.company("Gamma"), stranger, Role.GLOBAL_ADMINISTRATOR)
    asked(client, filip)

    assert subjects("celina@example.com") == ["Filip Fa: the second step is going to be removed"]
    body = letters("celina@example.com")[0].body
    assert "Alfa" in body
    assert "Beta" in body
    assert "/second-step/lost/" not in body
    assert letters("obcy@example.com") == []


# --- a password that came from the mailbox


def test_after_a_new_password_from_the_mailbox_the_wait_is_two_weeks(client, filip):
    reset_password(filip, password=PASSWORD)
    begin(client, filip)

    page = client.get(reverse(LOST)).content.decode()
    loss = asked(client, filip)

    assert "It takes 14 days" in page
    assert "set anew by a link from your mailbox" in page
    assert loss.due_at - loss.asked_at == timedelta(days=14)


def test_a_month_later_or_after_a_change_with_the_old_password_it_is_the_usual_one(client, filip):
    reset_password(filip, password=PASSWORD)
    with time_machine.travel(MOMENT + 31 * 24 * 60 * 60, tick=False):
        change_password(User.objects.get(pk=filip.pk), current=PASSWORD, password=PASSWORD)
        loss = asked(client, filip)

    assert loss.due_at - loss.asked_at == timedelta(days=settings.FACTOR_LOSS_DAYS)


def test_a_new_password_from_the_mailbox_while_it_runs_makes_it_longer_and_is_told(client, filip):
    loss = asked(client, filip)
    finish = loss.expires_at - loss.due_at

    reset_password(filip, password=PASSWORD)
    worker.drain()
    reset_password(filip, password=PASSWORD)
    loss.refresh_from_db()

    assert loss.due_at - loss.asked_at == timedelta(days=14)
    assert loss.expires_at - loss.due_at == finish
    assert Event.objects.filter(kind=Kind.FACTOR_LOSS_REMINDED).count() == 1
    assert any("can be removed from" in one.body for one in letters(filip.email))
