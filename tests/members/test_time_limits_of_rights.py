"""Rights to products that last until a day: set by whoever gives them, told ahead, ended by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members import tasks
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.limits import set_access_until
from klucznik.members.errors import NoTick, RightMissing
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


def test_a_right_gets_a_last_day_on_a_page_of_its_own(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    right, bogna = opened(cast, cast.bogna), place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.bartek)
    page = page_of(cast.alfa, "members:access_until", bogna.public_id, "subiekt-123")

    shown = browser.get(page).content.decode()
    browser.post(page, {"until": day(20).isoformat()})
    deliver()

    right.refresh_from_db()
    assert "Last day: Subiekt 123" in shown
    assert right.until == end_of_day(day(20))
    assert len(events(Kind.ACCESS_LIMITED)) == 1
    assert "your right to Subiekt 123 has a last day" in mail.outbox[0].subject


def test_a_right_ends_by_itself_and_can_be_given_anew(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    right, bogna = opened(cast, cast.bogna), place_of(cast.bogna, cast.alfa)
    factories.license(cast.alfa, product=right.product, amount=1)
    set_access_until(cast.anna, bogna, product=right.product, until=day(20))
    deliver()
    mail.outbox.clear()

    travel(days=21)
    was = ProductAccess.objects.active().filter(pk=right.pk).exists()
    again = grant_product_access(cast.anna, bogna, product=right.product)
    tasks.end_rights()

    right.refresh_from_db()
    assert not was
    assert right.ended_at >= right.until
    assert ProductAccess.objects.active().get(membership=again).until is None


def test_the_clock_ends_a_right_tells_ahead_and_says_so(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    right, bogna = opened(cast, cast.bogna), place_of(cast.bogna, cast.alfa)
    set_access_until(cast.anna, bogna, product=right.product, until=day(20))

    travel(days=7)
    tasks.tell_endings()
    travel(days=14)
    tasks.end_rights()
    tasks.end_rights()
    deliver()

    right.refresh_from_db()
    assert right.ended_at
    assert len(events(Kind.ACCESS_ENDING_TOLD)) == 1
    assert len(events(Kind.ACCESS_EXPIRED)) == 1
    subjects = [message.subject for message in mail.outbox if message.to == ["bogna@example.com"]]
    assert any("your right to Subiekt 123 has ended" in subject for subject in subjects)


def test_without_a_right_there_is_nothing_to_end(cast: Cast, sign_in: SignIn) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    page = page_of(cast.alfa, "members:access_until", bogna.public_id, "subiekt-123")

    with pytest.raises(NoTick):
        set_access_until(cast.anna, bogna, product=product, until=day(9))
    with pytest.raises(RightMissing):
        set_access_until(cast.bogna, bogna, product=product, until=day(9))

    assert sign_in(cast.anna).get(page).status_code == 404
