"""Last days of global administrators: a company always keeps one whose place lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.errors import (
    LastGlobalAdministrator,
    OtherKeepersEnd,
)
from klucznik.companies.health import health
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members import tasks
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, leave_company
from klucznik.members.models import ProductAccess
from klucznik.members.timetable import end_of_day
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


def keeper(cast: Cast, **fields: Any) -> Membership:
    olga = factories.with_factor(factories.person("Olga", "Oś", email="olga@example.com"))
    return factories.membership(cast.alfa, olga, GLOBAL, **fields)


def opened(cast: Cast, user: User) -> ProductAccess:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    return ProductAccess.objects.create(membership=place_of(user, cast.alfa), product=product)


def events(kind: Kind) -> list[Event]:
    return list(Event.objects.filter(kind=kind))


def test_the_last_lasting_keeper_gets_no_last_day(cast: Cast) -> None:
    anna = place_of(cast.anna, cast.alfa)
    with pytest.raises(LastGlobalAdministrator):
        set_place_until(cast.anna, anna, until=day(9))
    olga = keeper(cast)

    set_place_until(cast.anna, olga, until=day(9))
    for act in (
        lambda: set_place_until(cast.anna, anna, until=day(90)),
        lambda: change_role(cast.anna, anna, role=Role.USER),
        lambda: leave_company(cast.anna, anna),
    ):
        with pytest.raises(OtherKeepersEnd):
            act()

    assert Membership.objects.filter(company=cast.alfa, until=None).global_administrators().exists()


def test_whoever_became_the_last_stays_and_everybody_concerned_is_told(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    olga = keeper(cast)
    set_place_until(cast.anna, olga, until=day(5))
    Membership.objects.filter(user=cast.anna).update(ended_at=clock.now())  # a deleted account
    deliver()
    mail.outbox.clear()

    travel(days=5, hours=23 - timezone.localtime(clock.now()).hour, minutes=50)
    while clock.now() < end_of_day(timezone.localtime(olga_until(olga)).date()) - timedelta(
        minutes=10
    ):
        travel(minutes=5)
    tasks.end_places()
    travel(days=3)
    tasks.end_places()
    deliver()

    olga.refresh_from_db()
    assert olga.until is None
    assert olga.ended_at is None
    assert len(events(Kind.MEMBER_KEPT)) == 1
    assert {message.to[0] for message in mail.outbox} == {"olga@example.com", "bartek@example.com"}
    assert "did not end" in mail.outbox[0].subject


def olga_until(place: Membership) -> datetime:
    place.refresh_from_db()
    assert place.until is not None
    return place.until


def test_of_two_that_end_on_one_day_one_stays(cast: Cast, travel: Any) -> None:
    until = clock.now() + timedelta(days=5)
    keeper(cast, until=until)
    other = factories.person("Ola")
    factories.membership(cast.alfa, other, GLOBAL, until=until)
    Membership.objects.filter(user=cast.anna).update(ended_at=clock.now())

    travel(days=6)
    tasks.end_places()
    tasks.end_places()

    left = Membership.objects.filter(company=cast.alfa).global_administrators()
    assert [place.until for place in left] == [None]
    assert health(cast.alfa).administrators == 1


def test_a_day_on_the_keys_takes_the_second_step_and_is_told_to_all_keepers(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    olga = keeper(cast)
    page = page_of(cast.alfa, "members:change_until", olga.public_id)

    without = sign_in(cast.anna).post(page, {"until": day(50).isoformat()})
    sign_in(cast.anna, factor=True).post(page, {"until": day(50).isoformat()})
    deliver()

    olga.refresh_from_db()
    assert "confirm" in without.headers["Location"]
    assert olga.until
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert "the place of Olga Oś has a last day" in subjects["anna@example.com"]
    assert "your place has a last day" in subjects["olga@example.com"]
