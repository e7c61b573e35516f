"""Disconnecting a person: what ends with the place, who may do it, and that somebody always keeps the keys."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.errors import LastGlobalAdministrator, NotAMember
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.people import remove_member
from klucznik.members.errors import RightMissing
from klucznik.members.models import Invitation, ProductAccess
from klucznik.members.places import TOMBSTONE
from klucznik.members.tasks import forget_former_administrators
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def test_a_page_says_what_will_happen_and_then_it_does(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    bartek = place_of(cast.bartek, cast.alfa)
    ProductAccess.objects.create(
        membership=bartek, product=factories.product("subiekt-123", name="Subiekt 123")
    )
    invite_member(cast.bartek, cast.alfa, email="zosia@example.com", role=Role.USER)
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:remove", bartek.public_id)

    asked = browser.get(address).content.decode()
    assert place_of(cast.bartek, cast.alfa).ended_at is None
    done = browser.post(address, follow=True).content.decode()
    deliver()

    assert "They no longer open: Subiekt 123." in asked
    assert "zosia@example.com" in asked
    assert "Bartek Brzoza gets a message about it." in asked
    assert "Bartek Brzoza is no longer a user of the company" in done
    bartek.refresh_from_db()
    assert (bartek.ended_by, bartek.ended_at is not None) == (cast.anna, True)
    assert not ProductAccess.objects.filter(ended_at=None).exists()
    assert not Invitation.objects.open().exists()
    event = Event.objects.get(kind=Kind.MEMBER_REMOVED)
    assert event.sentence == "Anna Alfowska disconnected Bartek Brzoza from the company"
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert "you were disconnected from the company" in told["bartek@example.com"]
    assert sign_in(cast.bartek).get(page_of(cast.alfa, "licensing:products")).status_code == 404


def test_a_newcomer_is_disconnected_with_one_click(cast: Cast, sign_in: SignIn) -> None:
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    browser = sign_in(cast.bartek)
    address = page_of(cast.alfa, "members:remove", newcomer.public_id)

    assert address in browser.get(page_of(cast.alfa, "members:members")).content.decode()
    browser.post(address)

    newcomer.refresh_from_db()
    assert newcomer.ended_by == cast.bartek
    assert not FormerAdministrator.objects.exists()


def test_a_company_administrator_disconnects_users_only(cast: Cast) -> None:
    other = factories.membership(cast.alfa, cast.dorota, Role.ADMINISTRATOR)

    for target in (place_of(cast.anna, cast.alfa), other):
        with pytest.raises(RightMissing):
            remove_member(cast.bartek, target)
    remove_member(cast.bartek, place_of(cast.bogna, cast.alfa))

    assert Membership.objects.active().filter(company=cast.alfa).count() == 3


def test_a_global_administrator_is_disconnected_with_the_second_step_and_told_to_others(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    olga = factories.membership(
        cast.alfa, factories.person("Olga", "Orzech", email="olga@example.com"), GLOBAL
    )
    factories.with_factor(cast.anna)
    address = page_of(cast.alfa, "members:remove", olga.public_id)

    without = sign_in(cast.anna).post(address)
    sign_in(cast.anna, factor=True).post(address)
    deliver()

    assert without.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    tombstone = FormerAdministrator.objects.get(company=cast.alfa)
    assert tombstone.removed_by_other
    assert tombstone.forget_at - clock.now() > TOMBSTONE - timedelta(minutes=1)
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert "Olga Orzech is no longer a global administrator" in told["anna@example.com"]


def test_a_former_administrator_is_forgotten_after_24_months(
    cast: Cast, travel: Callable[..., object]
) -> None:
    olga = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    remove_member(cast.anna, olga)

    travel(days=729)
    forget_former_administrators()
    assert FormerAdministrator.objects.exists()
    travel(days=2)
    forget_former_administrators()

    assert not FormerAdministrator.objects.exists()


def test_the_last_keeper_cannot_be_disconnected_by_one_whose_account_is_going(cast: Cast) -> None:
    olga = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    User.objects.filter(pk=olga.user_id).update(
        deletion_asked_at=clock.now(), deletion_due_at=clock.now() + timedelta(days=7)
    )

    with pytest.raises(LastGlobalAdministrator):
        remove_member(olga.user, place_of(cast.anna, cast.alfa))


def test_nobody_disconnects_themselves_or_somebody_twice(cast: Cast) -> None:
    bogna = place_of(cast.bogna, cast.alfa)

    with pytest.raises(RightMissing):
        remove_member(cast.anna, place_of(cast.anna, cast.alfa))
    remove_member(cast.anna, bogna)
    with pytest.raises(NotAMember):
        remove_member(cast.anna, bogna)


def test_who_was_disconnected_acts_no_more_even_with_an_open_page(cast: Cast) -> None:
    remove_member(cast.anna, place_of(cast.bartek, cast.alfa))

    with pytest.raises(RightMissing):
        remove_member(cast.bartek, place_of(cast.bogna, cast.alfa))


@pytest.mark.django_db(transaction=True)
def test_two_keepers_disconnecting_each_other_leave_one(cast: Cast) -> None:
    olga = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    anna = place_of(cast.anna, cast.alfa)
    pairs = [(cast.anna, olga), (olga.user, anna)] * 4

    def disconnect(pair: tuple[User, Membership]) -> bool:
        try:
            remove_member(pair[0], pair[1])
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        through = list(pool.map(disconnect, pairs))

    assert sum(through) == 1
    assert Membership.objects.filter(company=cast.alfa).global_administrators().count() == 1
