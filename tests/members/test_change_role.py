"""Changing roles: nobody gives more than they hold, raises themselves, or leaves the company without its keys."""

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
from klucznik.companies.errors import LastGlobalAdministrator
from klucznik.companies.models import Company, FormerAdministrator, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.people import change_role
from klucznik.members.errors import FactorTooYoung, NotYourself, RightMissing
from klucznik.members.models import ProductAccess
from klucznik.members.places import address_of
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def second_keeper(cast: Cast, name: str = "Olga") -> Membership:
    person = factories.person(name, "Orzech", email=f"{name.lower()}@example.com")
    return factories.membership(cast.alfa, factories.with_factor(person), GLOBAL)


def test_a_global_administrator_makes_a_user_a_company_administrator(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    Company.objects.filter(pk=cast.alfa.pk).update(name="Alfa & Syn")
    bogna = place_of(cast.bogna, cast.alfa)
    address = page_of(cast.alfa, "members:change_role", bogna.public_id)

    answer = sign_in(cast.anna).post(address, {"role": "administrator"}, follow=True)
    deliver()

    bogna.refresh_from_db()
    assert "the role is now “company administrator”" in answer.content.decode()
    assert (bogna.role, bogna.role_by) == (Role.ADMINISTRATOR, cast.anna)
    event = Event.objects.get(kind=Kind.MEMBER_ROLE_CHANGED)
    assert (
        event.sentence
        == "Anna Alfowska changed the role of Bogna Bąk: user → company administrator"
    )
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]
    assert "Alfa & Syn: your role was changed" in mail.outbox[0].subject
    assert "Who did it: Anna Alfowska" in str(mail.outbox[0].body)
    assert "From the address: 127.0.0.1" in str(mail.outbox[0].body)


def test_the_global_role_is_given_only_on_its_own_page_with_the_second_step(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    olga = second_keeper(cast)
    bogna = place_of(cast.bogna, cast.alfa)
    keys = page_of(cast.alfa, "members:keys", bogna.public_id)

    on_the_side = sign_in(cast.anna, factor=True).post(
        page_of(cast.alfa, "members:change_role", bogna.public_id), {"role": GLOBAL}
    )
    without = sign_in(cast.anna).post(keys, {"role": GLOBAL})
    browser = sign_in(cast.anna, factor=True)
    warned = browser.get(keys).content.decode()
    browser.post(keys, {"role": GLOBAL})
    deliver()

    bogna.refresh_from_db()
    assert on_the_side.status_code == 422
    assert without.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert "You are handing over the keys" in warned
    assert bogna.role == GLOBAL
    assert bogna.proven_at
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert "your role was changed" in subjects["bogna@example.com"]
    assert "is a new global administrator" in subjects["olga@example.com"]
    assert "is a new global administrator" in subjects["anna@example.com"]
    assert olga.role == GLOBAL


def test_a_second_step_younger_than_72_hours_gives_nothing(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna, mature=False)
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.anna, factor=True)

    shown = browser.get(page_of(cast.alfa, "members:keys", bogna.public_id)).content.decode()
    with pytest.raises(FactorTooYoung):
        change_role(cast.anna, bogna, role=GLOBAL)

    assert "younger than 72 hours" in shown
    assert 'value="global_administrator"' not in shown


def test_a_company_administrator_gives_the_user_role_and_nothing_else(
    cast: Cast, sign_in: SignIn
) -> None:
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    browser = sign_in(cast.bartek)
    address = page_of(cast.alfa, "members:change_role", newcomer.public_id)

    refused = browser.post(address, {"role": "administrator"})
    browser.post(address, {"role": "user"})

    newcomer.refresh_from_db()
    assert refused.status_code == 422
    assert newcomer.role == Role.USER
    assert newcomer.proven_at


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, GLOBAL])
def test_a_company_administrator_raises_nobody_even_past_the_page(cast: Cast, role: Role) -> None:
    factories.with_factor(cast.bartek)

    with pytest.raises(RightMissing):
        change_role(cast.bartek, place_of(cast.bogna, cast.alfa), role=role)
    with pytest.raises(NotYourself):
        change_role(cast.bartek, place_of(cast.bartek, cast.alfa), role=GLOBAL)


def test_a_company_administrator_touches_no_administrator(cast: Cast, sign_in: SignIn) -> None:
    anna, other = (
        place_of(cast.anna, cast.alfa),
        factories.membership(cast.alfa, cast.dorota, Role.ADMINISTRATOR),
    )

    for target in (anna, other):
        with pytest.raises(RightMissing):
            change_role(cast.bartek, target, role=Role.USER)
    shown = (
        sign_in(cast.bartek)
        .get(page_of(cast.alfa, "members:member", anna.public_id))
        .content.decode()
    )

    assert "Save the role" not in shown
    assert "Disconnect the user" not in shown
    assert "Take the role away" not in shown


def test_a_user_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    bartek = place_of(cast.bartek, cast.alfa)

    answer = sign_in(cast.bogna).post(
        page_of(cast.alfa, "members:change_role", bartek.public_id), {"role": "user"}
    )

    assert answer.status_code == 403
    with pytest.raises(RightMissing):
        change_role(cast.bogna, bartek, role=Role.USER)


def test_strangers_learn_nothing_about_people(cast: Cast, sign_in: SignIn) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.celina)

    for name in ("members:member", "members:change_role", "members:keys", "members:remove"):
        theirs = browser.post(page_of(cast.alfa, name, bogna.public_id), {"role": "user"})
        own = browser.post(page_of(cast.beta, name, bogna.public_id), {"role": "user"})
        unknown = browser.post(page_of(cast.beta, name, NOWHERE), {"role": "user"})
        assert (theirs.status_code, told(own)) == (404, told(unknown))

    with pytest.raises(RightMissing):
        change_role(cast.celina, bogna, role=Role.ADMINISTRATOR)


def test_taking_the_keys_away_needs_the_second_step_and_leaves_a_tombstone(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    olga = second_keeper(cast)
    keys = page_of(cast.alfa, "members:keys", olga.public_id)

    sign_in(cast.anna).post(keys, {"role": "user"})
    olga.refresh_from_db()
    assert olga.role == GLOBAL
    sign_in(cast.anna, factor=True).post(keys, {"role": "user"})
    deliver()

    olga.refresh_from_db()
    tombstone = FormerAdministrator.objects.get(company=cast.alfa)
    assert olga.role == Role.USER
    assert address_of(tombstone) == "olga@example.com"
    assert tombstone.removed_by_other
    assert "olga" not in tombstone.sealed_email
    assert any("no longer a global administrator" in message.subject for message in mail.outbox)


def test_the_last_keeper_cannot_give_the_keys_up(cast: Cast) -> None:
    with pytest.raises(LastGlobalAdministrator):
        change_role(cast.anna, place_of(cast.anna, cast.alfa), role=Role.USER)


def test_one_of_two_may_step_down(cast: Cast) -> None:
    second_keeper(cast)

    change_role(cast.anna, place_of(cast.anna, cast.alfa), role=Role.USER)

    assert not FormerAdministrator.objects.get().removed_by_other


def test_an_account_on_the_way_out_does_not_count_as_a_keeper(cast: Cast) -> None:
    olga = second_keeper(cast)
    User.objects.filter(pk=olga.user_id).update(
        deletion_asked_at=clock.now(), deletion_due_at=clock.now() + timedelta(days=7)
    )

    with pytest.raises(LastGlobalAdministrator):
        change_role(cast.anna, place_of(cast.anna, cast.alfa), role=Role.USER)


def test_on_probation_earlier_administrators_are_out_of_reach(cast: Cast) -> None:
    olga = second_keeper(cast)
    Membership.objects.filter(pk=olga.pk).update(probation_until=clock.now() + timedelta(days=5))

    for user in (cast.anna, cast.bartek):
        with pytest.raises(RightMissing):
            change_role(olga.user, place_of(user, cast.alfa), role=Role.USER)
    for role in (Role.ADMINISTRATOR, GLOBAL):
        with pytest.raises(RightMissing):
            change_role(olga.user, place_of(cast.bogna, cast.alfa), role=role)


def test_an_unproven_founder_gives_unproven_rights(cast: Cast) -> None:
    small = factories.company("Nowa", known=False)
    founder = factories.membership(small, factories.with_factor(cast.celina), GLOBAL, proven=False)
    newcomer = factories.membership(small, cast.dorota, Role.ASSOCIATED, proven=False)

    change_role(founder.user, newcomer, role=GLOBAL)
    change_role(cast.dorota, newcomer, role=Role.USER)

    newcomer.refresh_from_db()
    assert newcomer.proven_at is None
    assert not FormerAdministrator.objects.exists()


def test_ticks_of_an_earlier_role_do_not_come_back(cast: Cast) -> None:
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    ProductAccess.objects.create(membership=newcomer, product=factories.product("subiekt-123"))

    change_role(cast.anna, newcomer, role=Role.USER)

    assert not ProductAccess.objects.active().exists()


@pytest.mark.django_db(transaction=True)
def test_two_keepers_taking_each_others_keys_leave_one(cast: Cast) -> None:
    olga = second_keeper(cast)
    anna = place_of(cast.anna, cast.alfa)
    pairs = [(cast.anna, olga), (olga.user, anna)] * 4

    def demote(pair: tuple[User, Membership]) -> bool:
        try:
            change_role(pair[0], pair[1], role=Role.USER)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(demote, pairs))

    assert Membership.objects.filter(company=cast.alfa).global_administrators().count() == 1
