"""The removal of a second step: what stops it, and who may not have it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.actions.factor_loss import ask_to_remove_factor, finish_loss
from klucznik.accounts.actions.factors import make_codes
from klucznik.accounts.errors import LossOfStaff
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import FactorLoss, User
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.backoffice.queries.companies import people_of
from klucznik.companies.models import FactorDemand
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.mail.models import SentEmail
from tests import factories
from tests.accounts.losing import FINISH, LOST, asked
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    NEW,
    begin,
    code_of,
    enter,
    is_signed_in,
    letters,
    link_in,
    sign_in,
)
from tests.security.addresses import routes

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


def stop_link(letter) -> str:
    found = re.search(r"https?://[^/\s]+(/account/second-step/lost/[^\s\"<]+)", letter.body)
    assert found, letter.body
    return found.group(1)


def subjects(address: str) -> list[str]:
    return [letter.subject.removeprefix("[Klucznik] ") for letter in letters(address)]


# --- what stops it


def test_the_link_of_a_message_shows_and_a_press_stops_it_without_signing_in(client, filip, travel):
    asked(client, filip)
    link = stop_link(letters(filip.email)[-1])
    visitor = Client()
    assert "Stop the removal" in visitor.get(link).content.decode()
    assert FactorLoss.objects.get(user=filip).is_open

    visitor.post(link, {})

    assert "The removal was stopped" in visitor.get(link).content.decode()
    assert not is_signed_in(visitor)
    assert subjects(filip.email)[-1] == "The removal of the second step was stopped"
    travel(days=8)
    begin(client, filip)
    client.post(reverse(FINISH), {})
    assert has_factor(filip)
    assert visitor.post(link, {}).status_code == 422


def test_a_wrong_link_leads_nowhere(client):
    url = reverse("account_factor_loss_stop", args=["x" * 43])

    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


@pytest.mark.parametrize("how", ["application", "backup code", "confirmation"])
def test_any_use_of_the_second_step_stops_it(client, filip, how):
    codes = make_codes(filip)
    asked(client, filip)
    if how == "confirmation":
        other = Client()
        other.force_login(User.objects.get(pk=filip.pk))
        enter(other, code_of(filip), CONFIRM)
    else:
        enter(client, code_of(filip) if how == "application" else codes[0])

    loss = FactorLoss.objects.get(user=filip)
    assert (loss.stopped_how, loss.is_open) == ("use", False)
    assert "The removal of the second step was stopped" in subjects(filip.email)


@pytest.mark.parametrize("page", ["account_overview", "mfa_index"])
def test_whoever_lost_only_the_mailbox_sees_it_in_the_portal_and_stops_it(client, filip, page):
    """A thief with mailbox and password reads all letters about it; the owner is still signed in."""
    owner = Client()
    owner.force_login(User.objects.get(pk=filip.pk))
    assert "asked to remove" not in owner.get(reverse(page)).content.decode()
    asked(client, filip)

    text = owner.get(reverse(page)).content.decode()
    assert "asked to remove your second step" in text
    owner.post(re.search(r'"(/account/second-step/lost/[^"]+)"', text).group(1), {})

    assert not FactorLoss.objects.get(user=filip).is_open
    assert "asked to remove" not in owner.get(reverse(page)).content.decode()


def test_a_sign_in_with_the_password_alone_stops_nothing(client, filip):
    asked(client, filip)
    sign_in(Client(), filip.email)

    assert FactorLoss.objects.get(user=filip).is_open


# --- who may not


def test_without_the_password_nobody_gets_there(client, filip):
    for name in (LOST, FINISH):
        assert client.post(reverse(name), {}).url == reverse("account_login")
    sign_in(client, filip.email, "not the password")
    assert client.post(reverse(LOST), {}).url == reverse("account_login")
    assert not FactorLoss.objects.exists()


def test_the_staffs_second_step_is_not_waited_out(client, filip, travel):
    StaffMember.objects.create(user=filip, role=StaffRole.REVIEWER)
    begin(client, filip)
    page = client.get(reverse(LOST)).content.decode()
    assert "Whoever manages the staff" in page
    assert "Ask for the removal" not in page

    answer = client.post(reverse(LOST), {})

    assert answer.status_code == 422
    assert not FactorLoss.objects.exists()


def test_whoever_joins_the_staff_meanwhile_does_not_finish_it(client, filip, travel):
    asked(client, filip)
    StaffMember.objects.create(user=filip, role=StaffRole.REVIEWER)
    travel(days=8)

    with pytest.raises(LossOfStaff):
        finish_loss(filip)


def test_support_sees_that_it_runs_and_can_do_nothing_about_it(client, filip):
    alfa = factories.company("Alfa")
    factories.membership(alfa, filip)
    loss = asked(client, filip)

    assert [place.factor_lost_until for place in people_of(alfa)] == [loss.due_at]
    assert not [route for route in routes() if route.startswith("staff/") and "lost" in route]


def test_it_runs_once_and_begins_anew_only_after_a_day(client, filip, travel):
    loss = asked(client, filip)
    assert client.post(reverse(LOST), {}).status_code == 422
    Client().post(stop_link(letters(filip.email)[-1]), {})
    again = client.post(reverse(LOST), {})
    assert "after a day" in again.content.decode()

    travel(hours=25)
    begin(client, filip)
    client.post(reverse(LOST), {})

    assert FactorLoss.objects.filter(user=filip).count() == 2
    assert FactorLoss.objects.exclude(pk=loss.pk).get().due_at > loss.due_at


def test_a_new_password_never_touches_the_second_step(client, filip):
    """Threat 20: reset by mail ends sessions, lets nobody in and leaves application and codes as they are."""
    client.post(reverse("account_reset_password"), {"email": filip.email})
    link = client.get(link_in(letters(filip.email)[-1])).url
    client.post(link, {"password": NEW})
    assert not is_signed_in(client)

    response = sign_in(client, filip.email, NEW)

    assert response.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert has_factor(filip)


def test_no_message_of_it_can_be_switched_off(client, filip):
    asked(client, filip)

    rows = SentEmail.objects.filter(recipient=filip, message__contains="factor_loss")
    assert {(row.topic, row.by_email) for row in rows} == {("security", True)}


def test_a_company_that_demands_it_keeps_its_door_shut_until_a_new_one_is_there(
    client, filip, travel
):
    alfa = factories.company("Alfa", factor_demand=FactorDemand.EVERYBODY)
    factories.membership(alfa, filip)
    asked(client, filip)
    travel(days=7)
    begin(client, filip)
    client.post(reverse(FINISH), {})

    assert client.get(alfa.get_absolute_url()).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_six_requests_at_once_begin_one_wait(settings):
    filip = factories.with_factor(factories.person(email="filip@example.com"))

    def ask(_: int) -> bool:
        try:
            ask_to_remove_factor(filip)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        begun = list(pool.map(ask, range(6)))

    assert sum(begun) == FactorLoss.objects.count() == 1
    assert FactorLoss.objects.get().due_at > clock.now()
