"""Leaving a company alone; the last global administrator hands the keys over first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from klucznik.accounts.models import User
from klucznik.companies.errors import LastGlobalAdministrator
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.people import leave_company
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def test_a_member_leaves_and_the_global_administrators_are_told(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.bogna)
    address = page_of(cast.alfa, "members:leave")

    asked = browser.get(address).content.decode()
    answer = browser.post(address, follow=True)
    deliver()

    assert "your account and your other companies stay as they are" in asked
    assert "You left the company Piekarnia Alfa" in answer.content.decode()
    assert place_of(cast.bogna, cast.alfa).ended_by == cast.bogna
    assert Event.objects.get(kind=Kind.MEMBER_LEFT).sentence == "Bogna Bąk left the company"
    assert [message.to for message in mail.outbox] == [["anna@example.com"]]


def test_the_last_keeper_finds_who_could_take_over(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:leave")

    shown = browser.get(address).content.decode()
    refused = browser.post(address)

    assert "You are the last global administrator" in shown
    assert shown.index("Bartek Brzoza") < shown.index("Bogna Bąk")
    bartek = place_of(cast.bartek, cast.alfa).public_id
    assert page_of(cast.alfa, "members:hand_over_to", bartek) in shown
    assert refused.status_code == 422
    assert "Give the role to somebody else first" in refused.content.decode()
    assert place_of(cast.anna, cast.alfa).ended_at is None


def test_a_keeper_alone_in_the_company_is_led_to_an_invitation(cast: Cast, sign_in: SignIn) -> None:
    shown = sign_in(cast.celina).get(page_of(cast.beta, "members:leave")).content.decode()

    assert "Nobody else in the company has a role" in shown
    assert page_of(cast.beta, "members:invite") in shown


def test_one_of_two_keepers_leaves_and_a_tombstone_stays(cast: Cast) -> None:
    factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)

    leave_company(cast.anna, place_of(cast.anna, cast.alfa))

    assert not FormerAdministrator.objects.get(company=cast.alfa).removed_by_other


def test_an_associated_person_leaves_without_a_message(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)

    leave_company(cast.dorota, newcomer)
    deliver()

    assert not mail.outbox


def test_a_stranger_leaves_nothing(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)

    here = browser.post(page_of(cast.alfa, "members:leave"))
    unknown = browser.post("/companies/0000000000000000/leave/")

    assert told(here) == told(unknown)


@pytest.mark.django_db(transaction=True)
def test_of_two_keepers_who_leave_at_once_one_stays(cast: Cast) -> None:
    olga = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    places = [place_of(cast.anna, cast.alfa), olga] * 3

    def leave(place: Membership) -> bool:
        try:
            leave_company(User.objects.get(pk=place.user_id), place)
        except LastGlobalAdministrator:
            return False
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        through = list(pool.map(leave, places))

    assert sum(through) == 1
    assert Membership.objects.filter(company=cast.alfa).global_administrators().count() == 1
