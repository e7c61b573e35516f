"""Deputies: named by a global administrator, agreed by the person, without any right until they step in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import permissions_of
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.deputies import (
    accept_deputyship,
    dismiss_deputy,
    name_deputy,
)
from klucznik.members.errors import (
    AlreadyDeputy,
    DeputyHoldsKeys,
    RightMissing,
    SuccessorUnreachable,
    SuccessorWithoutRole,
    TooManyDeputies,
)
from klucznik.members.models import Deputy
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def named(cast: Cast, person: User | None = None, wait_days: int = 7) -> Deputy:
    place = place_of(person or cast.bogna, cast.alfa)
    return name_deputy(cast.anna, place, wait_days=wait_days)


def colleague(cast: Cast) -> Membership:
    return factories.membership(cast.alfa, factories.person("Kolega"))


def test_a_deputy_is_named_asked_and_agrees(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.anna, factor=True)

    listed = browser.get(page_of(cast.alfa, "members:choose_deputy")).content.decode()
    address = page_of(cast.alfa, "members:name_deputy", bogna.public_id)
    browser.get(address)
    answer = browser.post(address, {"wait_days": "14"}, follow=True)
    deliver()
    asked = {message.to[0]: message for message in mail.outbox}
    mail.outbox.clear()
    bognas = sign_in(cast.bogna)
    notice = bognas.get(cast.alfa.get_absolute_url()).content.decode()
    shown = bognas.get(page_of(cast.alfa, "members:deputyship")).content.decode()
    agreed = bognas.post(page_of(cast.alfa, "members:accept_deputyship"), follow=True)
    deliver()

    assert address in listed
    assert "We asked Bogna Bąk to be a deputy." in answer.content.decode()
    assert "has not answered yet" in answer.content.decode()
    assert set(asked) == {"bogna@example.com", "anna@example.com"}
    assert "Piekarnia Alfa: will you be a deputy?" in asked["bogna@example.com"].subject
    assert "administrators have 14 days to object" in str(asked["bogna@example.com"].body)
    assert page_of(cast.alfa, "members:deputyship") in str(asked["bogna@example.com"].body)
    assert "dismiss the deputy there" in str(asked["anna@example.com"].body)
    assert "You are asked to be a deputy" in notice
    assert "A deputy has no right now" in shown
    assert "You are a deputy now." in agreed.content.decode()
    assert Deputy.objects.accepted().get().membership == bogna
    assert [message.to for message in mail.outbox] == [["anna@example.com"]]
    assert [event.sentence for event in Event.objects.filter(kind__startswith="deputy.")] == [
        "Anna Alfowska named Bogna Bąk a deputy with a wait of 14 days",
        "Bogna Bąk agreed to be a deputy",
    ]


def test_a_deputy_has_no_right_by_it(cast: Cast) -> None:
    before = permissions_of(place_of(cast.bogna, cast.alfa))

    accept_deputyship(cast.bogna, named(cast))

    assert permissions_of(place_of(cast.bogna, cast.alfa)) == before


def test_the_person_may_decline_or_resign_and_the_administrators_learn_it(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    named(cast)
    named(cast, cast.bartek)
    deliver()
    mail.outbox.clear()

    declined = sign_in(cast.bogna).post(
        page_of(cast.alfa, "members:decline_deputyship"), follow=True
    )
    bartek = sign_in(cast.bartek)
    bartek.post(page_of(cast.alfa, "members:accept_deputyship"))
    resigned = bartek.post(page_of(cast.alfa, "members:resign_deputyship"), follow=True)
    deliver()

    assert "You declined." in declined.content.decode()
    assert "You are no longer a deputy." in resigned.content.decode()
    assert not Deputy.objects.named().exists()
    assert sorted(message.subject.split(": ")[1] for message in mail.outbox) == [
        "Bartek Brzoza agreed to be a deputy",
        "Bartek Brzoza is no longer a deputy",
        "Bogna Bąk declined to be a deputy",
    ]


def test_an_administrator_dismisses_a_deputy(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    deputy = named(cast)
    deliver()
    mail.outbox.clear()
    address = page_of(cast.alfa, "members:dismiss_deputy", deputy.public_id)
    browser = sign_in(cast.anna, factor=True)

    asked = browser.get(address).content.decode()
    answer = browser.post(address, follow=True)
    again = sign_in(cast.anna, factor=True).post(address)
    deliver()

    assert "Their role and products stay as they are" in asked
    assert "Bogna Bąk is no longer a deputy." in answer.content.decode()
    assert again.status_code == 404
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]


def test_naming_and_dismissing_need_the_right_and_the_second_step(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.with_factor(cast.anna)
    deputy = named(cast)
    bartek = place_of(cast.bartek, cast.alfa)
    naming = page_of(cast.alfa, "members:name_deputy", bartek.public_id)
    dismissing = page_of(cast.alfa, "members:dismiss_deputy", deputy.public_id)

    for address in (naming, dismissing):
        without = sign_in(cast.anna).post(address, {"wait_days": "7"})
        assert without.headers["Location"].startswith(reverse("mfa_reauthenticate"))
        assert sign_in(cast.bartek).post(address, {"wait_days": "7"}).status_code == 403
        assert sign_in(cast.celina).post(address, {"wait_days": "7"}).status_code == 404
    with pytest.raises(RightMissing):
        name_deputy(cast.bartek, place_of(cast.bogna, cast.alfa), wait_days=7)
    with pytest.raises(RightMissing):
        dismiss_deputy(cast.bartek, deputy)
    with pytest.raises(RightMissing):
        accept_deputyship(cast.anna, deputy)


def test_on_probation_nobody_names_deputies(cast: Cast) -> None:
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=3)
    )

    with pytest.raises(RightMissing):
        named(cast)


def test_only_members_with_a_role_below_the_keys_who_can_be_reached(cast: Cast) -> None:
    newcomer = factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    User.objects.filter(pk=cast.bartek.pk).update(address_bounced_at=timezone.now())
    named(cast)

    with pytest.raises(SuccessorWithoutRole):
        name_deputy(cast.anna, newcomer, wait_days=7)
    with pytest.raises(DeputyHoldsKeys):
        named(cast, cast.anna)
    with pytest.raises(SuccessorUnreachable):
        named(cast, cast.bartek)
    with pytest.raises(AlreadyDeputy):
        named(cast)


def test_at_most_three(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(3):
        name_deputy(cast.anna, colleague(cast), wait_days=3)

    with pytest.raises(TooManyDeputies):
        named(cast)
    shown = sign_in(cast.anna).get(page_of(cast.alfa, "members:company_keys")).content.decode()

    assert "A company has at most 3 deputies." in shown
    assert page_of(cast.alfa, "members:choose_deputy") not in shown


@pytest.mark.parametrize("days", ["0", "5", "-7", "x", ""])
def test_the_wait_is_one_of_three(cast: Cast, sign_in: SignIn, days: str) -> None:
    browser = sign_in(factories.with_factor(cast.anna), factor=True)
    bogna = place_of(cast.bogna, cast.alfa)

    answer = browser.post(
        page_of(cast.alfa, "members:name_deputy", bogna.public_id), {"wait_days": days}
    )

    assert answer.status_code == 422
    assert not Deputy.objects.exists()


def test_the_database_knows_the_waits_too(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        Deputy.objects.create(
            membership=place_of(cast.bogna, cast.alfa), wait_days=5, named_by=cast.anna
        )


def test_looking_changes_nothing_and_strangers_learn_nothing(cast: Cast, sign_in: SignIn) -> None:
    deputy = named(cast)

    for name in ("accept_deputyship", "decline_deputyship", "resign_deputyship"):
        assert sign_in(cast.bogna).get(page_of(cast.alfa, f"members:{name}")).status_code == 405
        theirs = sign_in(cast.celina).post(page_of(cast.alfa, f"members:{name}"))
        assert theirs.status_code == 404
    celina = sign_in(factories.with_factor(cast.celina), factor=True)
    foreign = celina.get(page_of(cast.beta, "members:dismiss_deputy", deputy.public_id))
    unknown = celina.get(page_of(cast.beta, "members:dismiss_deputy", NOWHERE))

    assert told(foreign) == told(unknown)
    assert Deputy.objects.get().accepted_at is None


def test_the_page_of_the_keys_costs_the_same_for_any_number(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(40):
        person = factories.person("Klucznik", f"Numer{number}")
        factories.membership(cast.alfa, person, GLOBAL)
    for _ in range(3):
        name_deputy(cast.anna, colleague(cast), wait_days=3)
    browser = sign_in(cast.anna)

    with django_assert_max_num_queries(16):
        answer = browser.get(page_of(cast.alfa, "members:company_keys"))

    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_four_named_at_once_become_three(cast: Cast) -> None:
    places = [colleague(cast) for _ in range(6)]

    def name(place: Membership) -> bool:
        try:
            name_deputy(cast.anna, place, wait_days=7)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        named_now = list(pool.map(name, places))

    assert sum(named_now) == 3
    assert Deputy.objects.named().count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_dismissal_at_once_end_in_one_state(cast: Cast) -> None:
    deputy = named(cast)

    def act(number: int) -> None:
        try:
            if number % 2:
                accept_deputyship(cast.bogna, deputy)
            else:
                dismiss_deputy(cast.anna, deputy)
        except DomainError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(6)))

    assert not Deputy.objects.named().exists()
    assert Event.objects.filter(kind=Kind.DEPUTY_DISMISSED).count() == 1
