"""Handing the keys over: the successor gets the role, the giver steps down, in one act and with one message each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.errors import LastGlobalAdministrator, OtherKeepersEnd
from klucznik.companies.health import State, health
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.models import Event
from klucznik.members.actions.handing_over import Afterwards, hand_over
from klucznik.members.actions.people import change_role, leave_company
from klucznik.members.errors import (
    FactorTooYoung,
    NotYourself,
    RightMissing,
    SuccessorUnreachable,
    SuccessorWithoutRole,
)
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def address_of(cast: Cast, person: User) -> str:
    return page_of(cast.alfa, "members:hand_over_to", place_of(person, cast.alfa).public_id)


def test_the_keys_change_hands_and_everybody_is_told_once(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    olga = factories.membership(
        cast.alfa, factories.person("Olga", email="olga@example.com"), GLOBAL
    )
    browser = sign_in(cast.anna, factor=True)

    chosen_from = browser.get(page_of(cast.alfa, "members:hand_over")).content.decode()
    asked = browser.get(address_of(cast, cast.bartek)).content.decode()
    answer = browser.post(address_of(cast, cast.bartek), {"afterwards": "user"}, follow=True)
    deliver()

    assert chosen_from.index("Bartek Brzoza") < chosen_from.index("Bogna Bąk")
    assert "Olga" not in chosen_from
    assert "From this moment Bartek Brzoza can do everything in the company" in asked
    assert "If you step down, 2 people will administer the company" in asked
    assert "Bartek Brzoza holds the keys of the company" in answer.content.decode()
    assert place_of(cast.bartek, cast.alfa).role == GLOBAL
    assert place_of(cast.bartek, cast.alfa).probation_until is None
    assert place_of(cast.anna, cast.alfa).role == Role.USER
    subjects = sorted((message.to[0], message.subject) for message in mail.outbox)
    assert [(to, subject.split(": ")[1]) for to, subject in subjects] == [
        ("anna@example.com", "you handed the keys over to Bartek Brzoza"),
        ("bartek@example.com", "the keys of the company are yours"),
        ("olga@example.com", "Anna Alfowska handed the keys over to Bartek Brzoza"),
    ]
    assert "Anna Alfowska is now a user." in str(mail.outbox[0].body) + str(mail.outbox[1].body)
    assert olga.is_global_administrator


def test_the_history_tells_both_acts(cast: Cast) -> None:
    factories.with_factor(cast.anna)

    hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.ADMINISTRATOR)

    sentences = [event.sentence for event in Event.objects.filter(company=cast.alfa).order_by("id")]
    assert sentences == [
        "Anna Alfowska handed the keys of the company over to Bartek Brzoza",
        "Anna Alfowska changed the role of Anna Alfowska: global administrator → company administrator",
    ]


@pytest.mark.parametrize(
    ("afterwards", "role", "ended"),
    [
        (Afterwards.STAY, GLOBAL, False),
        (Afterwards.ADMINISTRATOR, Role.ADMINISTRATOR, False),
        (Afterwards.USER, Role.USER, False),
        (Afterwards.LEAVE, GLOBAL, True),
    ],
)
def test_the_giver_becomes_what_they_chose(
    cast: Cast, afterwards: Afterwards, role: Role, ended: bool
) -> None:
    factories.with_factor(cast.anna)

    hand_over(cast.anna, place_of(cast.bogna, cast.alfa), afterwards=afterwards)

    anna = place_of(cast.anna, cast.alfa)
    assert (anna.role, anna.ended_at is not None) == (role, ended)
    assert place_of(cast.bogna, cast.alfa).proven_at
    assert FormerAdministrator.objects.exists() is (afterwards != Afterwards.STAY)
    assert health(cast.alfa).administrators == (2 if afterwards == Afterwards.STAY else 1)


def test_whoever_leaves_with_it_finds_the_other_companies_and_nobody_gets_two_messages(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)

    answer = sign_in(cast.anna, factor=True).post(
        address_of(cast, cast.bartek), {"afterwards": "leave"}
    )
    deliver()

    assert answer.headers["Location"] == reverse("companies:switch")
    assert sorted(message.to[0] for message in mail.outbox) == [
        "anna@example.com",
        "bartek@example.com",
    ]


def test_from_the_deletion_of_the_account_the_way_leads_back_there_and_only_there(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.with_factor(cast.anna)
    factories.membership(cast.beta, cast.anna, GLOBAL)
    factories.membership(cast.beta, cast.bogna, Role.USER)
    browser = sign_in(cast.anna, factor=True)
    back = reverse("account_delete")
    of_beta = page_of(cast.beta, "members:hand_over_to", place_of(cast.bogna, cast.beta).public_id)

    pages = browser.get(page_of(cast.alfa, "members:hand_over") + f"?next={back}&then=leave")
    inside = browser.post(
        address_of(cast, cast.bartek) + f"?next={back}", {"afterwards": "administrator"}
    )
    browser = sign_in(cast.anna, factor=True)
    outside = browser.post(of_beta + "?next=https://evil.example/", {"afterwards": "leave"})

    assert f"{address_of(cast, cast.bartek)}?then=leave&amp;next=" in pages.content.decode()
    assert inside.headers["Location"] == back
    assert outside.headers["Location"] == reverse("companies:switch")


def test_who_changes_their_mind_goes_back_to_where_they_came_from(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(factories.with_factor(cast.anna), factor=True)
    address = page_of(cast.alfa, "members:hand_over") + "?next="

    assert 'href="/account/delete/"' in browser.get(f"{address}/account/delete/").content.decode()
    assert 'href="//evil' not in browser.get(f"{address}//evil.example/").content.decode()


def test_without_the_second_step_or_with_a_young_one_nothing_is_handed_over(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.with_factor(cast.anna, mature=False)

    without = sign_in(cast.anna).post(address_of(cast, cast.bartek), {"afterwards": "leave"})
    shown = sign_in(cast.anna, factor=True).get(address_of(cast, cast.bartek)).content.decode()
    with pytest.raises(FactorTooYoung):
        hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.LEAVE)

    assert without.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert "younger than 72 hours" in shown
    assert 'name="afterwards"' not in shown
    assert place_of(cast.bartek, cast.alfa).role == Role.ADMINISTRATOR


def test_a_choice_must_be_made(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    browser = sign_in(cast.anna, factor=True)

    empty = browser.post(address_of(cast, cast.bartek), {})
    absurd = browser.post(address_of(cast, cast.bartek), {"afterwards": "king"})
    led = browser.get(address_of(cast, cast.bartek) + "?then=leave").content.decode()

    assert (empty.status_code, absurd.status_code) == (422, 422)
    assert "Choose what happens to you." in empty.content.decode()
    assert 'value="leave" required' in led
    assert "checked" in led


def test_others_may_not(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.bartek)
    bogna = place_of(cast.bogna, cast.alfa)

    for name, args in [("members:hand_over", ()), ("members:hand_over_to", (bogna.public_id,))]:
        for person in (cast.bartek, cast.bogna):
            assert sign_in(person).get(page_of(cast.alfa, name, *args)).status_code == 403
        stranger = sign_in(cast.celina)
        assert told(stranger.get(page_of(cast.alfa, name, *args)))[0] == 404
    own = sign_in(cast.celina, factor=True).get(page_of(cast.beta, "members:hand_over_to", NOWHERE))
    assert own.status_code in (302, 404)
    with pytest.raises(RightMissing):
        hand_over(cast.bartek, bogna, afterwards=Afterwards.STAY)
    with pytest.raises(RightMissing):
        hand_over(cast.celina, bogna, afterwards=Afterwards.STAY)


def test_on_probation_nobody_hands_over(cast: Cast) -> None:
    factories.with_factor(cast.anna)
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=3)
    )

    with pytest.raises(RightMissing):
        hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.STAY)


def test_the_keys_are_not_handed_into_the_void(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    User.objects.filter(pk=cast.bartek.pk).update(address_bounced_at=timezone.now())
    browser = sign_in(cast.anna, factor=True)

    listed = browser.get(page_of(cast.alfa, "members:hand_over")).content.decode()
    refused = browser.post(address_of(cast, cast.bartek), {"afterwards": "leave"})

    assert "Bogna Bąk" in listed
    assert "Bartek" not in listed
    assert "Dorota" not in listed
    assert refused.status_code == 422
    assert "Bartek Brzoza cannot be reached" in refused.content.decode()
    with pytest.raises(SuccessorUnreachable):
        hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.LEAVE)
    with pytest.raises(SuccessorWithoutRole):
        hand_over(cast.anna, newcomer, afterwards=Afterwards.LEAVE)
    with pytest.raises(NotYourself):
        hand_over(cast.anna, place_of(cast.anna, cast.alfa), afterwards=Afterwards.LEAVE)
    assert place_of(cast.anna, cast.alfa).ended_at is None


def test_a_successor_whose_place_ends_on_a_day_cannot_be_the_only_keeper(cast: Cast) -> None:
    factories.with_factor(cast.anna)
    Membership.objects.filter(user=cast.bartek).update(until=clock.now() + timedelta(days=30))

    with pytest.raises(OtherKeepersEnd):
        hand_over(cast.anna, place_of(cast.bartek, cast.alfa), afterwards=Afterwards.USER)

    assert place_of(cast.bartek, cast.alfa).role == Role.ADMINISTRATOR


def test_somebody_who_was_just_given_the_role_is_a_good_successor(cast: Cast) -> None:
    factories.with_factor(cast.anna)
    bartek = place_of(cast.bartek, cast.alfa)
    change_role(cast.anna, bartek, role=GLOBAL)

    hand_over(cast.anna, bartek, afterwards=Afterwards.USER)

    assert place_of(cast.anna, cast.alfa).role == Role.USER
    with pytest.raises(LastGlobalAdministrator):
        leave_company(cast.bartek, bartek)


def test_many_people_can_be_searched(cast: Cast, sign_in: SignIn) -> None:
    for number in range(60):
        person = factories.person("Tomasz", f"Nowy{number:02}")
        factories.membership(cast.alfa, person)
    browser = sign_in(factories.with_factor(cast.anna), factor=True)
    address = page_of(cast.alfa, "members:hand_over")

    first = browser.get(address).content.decode()
    found = browser.get(address, {"q": "nowy58"}).content.decode()
    nobody = browser.get(address, {"q": "zzz"}).content.decode()

    assert first.count('class="row__title"') == 50
    assert found.count('class="row__title"') == 1
    assert "Nobody found" in nobody


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_each_other_at_once_leave_a_keeper(cast: Cast) -> None:
    olga = factories.with_factor(factories.person("Olga"))
    places = {
        cast.anna: place_of(factories.with_factor(cast.anna), cast.alfa),
        olga: factories.membership(cast.alfa, olga, GLOBAL),
    }
    acts = [(cast.anna, places[olga]), (olga, places[cast.anna])] * 4

    def step_down(act: tuple[User, Membership]) -> None:
        try:
            hand_over(act[0], act[1], afterwards=Afterwards.LEAVE)
        except DomainError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(step_down, acts))

    assert health(cast.alfa).state == State.FRAGILE
    assert Membership.objects.filter(company=cast.alfa).global_administrators().count() == 1
