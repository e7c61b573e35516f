"""The last global administrator: every path that takes the keys is guarded, or says openly that nobody holds them.

A path that is not named here has no business writing roles: test_who_writes_roles.py reads the code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from klucznik.companies.actions.closing import close_company
from klucznik.companies.errors import CompanyHeld
from klucznik.companies.health import State, health
from klucznik.companies.keys import openly
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members import tasks
from klucznik.members.actions.deputies import accept_deputyship, name_deputy
from klucznik.members.actions.handing_over import Afterwards, hand_over
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.health import health_without
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.requests import approve_request, request_rights
from klucznik.recovery.errors import HoldsThatRole
from tests import factories
from tests.accounts.departing import decide
from tests.cast import Cast
from tests.declarations import cases
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def leave(cast: Cast) -> None:
    leave_company(cast.anna, place_of(cast.anna, cast.alfa))


def step_down(cast: Cast) -> None:
    change_role(cast.anna, place_of(cast.anna, cast.alfa), role=Role.USER)


def be_demoted_by_an_unreachable_colleague(cast: Cast) -> None:
    """Another keeper who is on the way out counts for nothing."""
    leaving = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    type(leaving.user).objects.filter(pk=leaving.user_id).update(
        deletion_asked_at=clock.now(), deletion_due_at=clock.now() + timedelta(days=7)
    )
    change_role(leaving.user, place_of(cast.anna, cast.alfa), role=Role.USER)


def be_removed_by_an_unreachable_colleague(cast: Cast) -> None:
    leaving = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)
    type(leaving.user).objects.filter(pk=leaving.user_id).update(
        deletion_asked_at=clock.now(), deletion_due_at=clock.now() + timedelta(days=7)
    )
    remove_member(leaving.user, place_of(cast.anna, cast.alfa))


def limit_the_own_place(cast: Cast) -> None:
    day = clock.today() + timedelta(days=30)
    set_place_until(cast.anna, place_of(cast.anna, cast.alfa), until=day)


def hand_over_to_somebody_who_ends(cast: Cast) -> None:
    factories.with_factor(cast.anna)
    Membership.objects.filter(user=cast.bartek).update(until=clock.now() + timedelta(days=5))
    hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.LEAVE)


def close(cast: Cast) -> None:
    close_company(cast.anna, cast.alfa)


REFUSED = [
    leave,
    step_down,
    be_demoted_by_an_unreachable_colleague,
    be_removed_by_an_unreachable_colleague,
    limit_the_own_place,
    hand_over_to_somebody_who_ends,
    close,
]


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.__name__)
def test_the_last_keys_are_not_taken(cast: Cast, path: Callable[[Cast], None]) -> None:
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        path(cast)

    anna = place_of(cast.anna, cast.alfa)
    assert (anna.role, anna.ended_at, anna.until) == (GLOBAL, None, None)
    assert health(cast.alfa).state == State.FRAGILE
    assert not Event.objects.filter(kind=Kind.COMPANY_ADMINLESS).exists()
    assert refusal.value.code in {
        "last_global_administrator",
        "other_keepers_end",
        "company_held",
    }


def delete_the_account(cast: Cast, travel: Callable[..., object]) -> None:
    decide(cast.anna)


def be_recognized_by_the_vendor(cast: Cast, travel: Callable[..., object]) -> None:
    cast.alfa.known_at = None
    cast.alfa.save()
    Membership.objects.filter(company=cast.alfa).update(proven_at=None)
    become_known([cast.alfa.pk])


def have_the_grant_undone(cast: Cast, travel: Callable[..., object]) -> None:
    """Dorota's keys came from a declaration that a lead takes back."""
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    undo_grant(cast.henryk, case, note="pomyłka", as_lead=True)


OPENLY = [delete_the_account, be_recognized_by_the_vendor, have_the_grant_undone]


@pytest.mark.parametrize("path", OPENLY, ids=lambda path: path.__name__)
def test_what_nobody_may_refuse_is_said_openly(
    cast: Cast, travel: Callable[..., object], path: Callable[..., None]
) -> None:
    path(cast, travel)

    event = Event.objects.get(kind=Kind.COMPANY_ADMINLESS, company=cast.alfa)
    assert health(cast.alfa).state == State.ADMINLESS
    assert event.sentence == "The company has no global administrator any more"


def test_a_place_that_the_company_cannot_spare_does_not_end_with_its_day(cast: Cast) -> None:
    Membership.objects.filter(user=cast.anna).update(until=clock.now() - timedelta(minutes=1))

    tasks.end_places()

    anna = place_of(cast.anna, cast.alfa)
    assert (anna.role, anna.ended_at, anna.until) == (GLOBAL, None, None)


def test_an_act_that_leaves_a_keeper_says_nothing(cast: Cast) -> None:
    factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)

    with transaction.atomic(), openly(cast.alfa):
        end_membership(place_of(cast.anna, cast.alfa), actor=None, reason=Reason.REMOVED)

    assert not Event.objects.filter(kind=Kind.COMPANY_ADMINLESS).exists()


def test_members_are_told_and_see_the_way_back(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    accept_deputyship(
        cast.bogna, name_deputy(cast.anna, place_of(cast.bogna, cast.alfa), wait_days=7)
    )
    deliver()
    mail.outbox.clear()

    decide(cast.anna)
    deliver()
    products = sign_in(cast.bogna).get(cast.alfa.get_absolute_url()).content.decode()
    users = sign_in(cast.bartek).get(page_of(cast.alfa, "members:members")).content.decode()

    told = {
        message.to[0]
        for message in mail.outbox
        if "has no global administrator any more" in message.subject
    }
    assert told == {"bartek@example.com", "bogna@example.com"}
    assert "This company has no global administrator" in products
    assert page_of(cast.alfa, "recovery:ways") in products
    assert "This company has no global administrator." in users


def test_the_refusal_offers_the_hand_over(cast: Cast, sign_in: SignIn) -> None:
    shown = sign_in(cast.anna).post(page_of(cast.alfa, "members:leave")).content.decode()

    address = page_of(cast.alfa, "members:hand_over_to", place_of(cast.bartek, cast.alfa).public_id)
    assert f"{address}?then=leave" in shown
    assert page_of(cast.alfa, "members:hand_over") in shown


def test_an_answer_to_a_request_takes_no_keys(cast: Cast) -> None:
    """Somebody who got the role meanwhile is not lowered by an old request."""
    factories.with_factor(cast.anna)
    asked = request_rights(cast.bogna, cast.alfa, reason="Prowadzę tę firmę od dawna.")
    change_role(cast.anna, place_of(cast.bogna, cast.alfa), role=GLOBAL)

    with pytest.raises(HoldsThatRole):
        approve_request(cast.anna, asked, role=Role.USER)

    assert place_of(cast.bogna, cast.alfa).role == GLOBAL


def test_a_company_with_people_is_not_closed(cast: Cast) -> None:
    with pytest.raises(CompanyHeld):
        close_company(cast.anna, cast.alfa)


def test_the_simulator_says_who_would_be_left(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    olga = factories.membership(cast.alfa, factories.person("Olga", "Orzech"), GLOBAL)

    outlook = health_without(place_of(cast.anna, cast.alfa))
    leaving = sign_in(cast.anna).get(page_of(cast.alfa, "members:leave")).content.decode()
    removing = (
        sign_in(cast.anna, factor=True)
        .get(page_of(cast.alfa, "members:remove", olga.public_id))
        .content.decode()
    )

    assert [person.display_name for person in outlook.keepers] == ["Olga Orzech"]
    assert (outlook.count, outlook.reachable, outlook.deputies) == (1, 1, 0)
    assert "One person will be left who can be reached: Olga Orzech." in leaving
    assert "One person will be left who can be reached: Anna Alfowska." in removing


def test_the_meter_counts_deputies_and_the_advice_can_be_put_off(
    cast: Cast, sign_in: SignIn, travel: Callable[..., object]
) -> None:
    browser = sign_in(cast.anna)
    title = "The keys of the company hang on one person"
    products, keys = cast.alfa.get_absolute_url(), page_of(cast.alfa, "members:company_keys")

    before, alone = browser.get(products).content.decode(), browser.get(keys).content.decode()
    browser.post(page_of(cast.alfa, "members:put_off_advice"))
    put_off = browser.get(products).content.decode()
    travel(days=91)
    back = browser.get(products).content.decode()
    accept_deputyship(
        cast.bogna, name_deputy(cast.anna, place_of(cast.bogna, cast.alfa), wait_days=7)
    )
    calm, with_deputy = browser.get(products).content.decode(), browser.get(keys).content.decode()

    assert [title in shown for shown in (before, put_off, back, calm)] == [
        True,
        False,
        True,
        False,
    ]
    assert "The company has one global administrator. If they lose access" in alone
    assert "one global administrator and 1 deputy, who may step in" in with_deputy
