"""Places and rights that last until a day: set by whoever manages the person, told ahead, ended by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.actions.connecting import connect_company
from klucznik.companies.errors import (
    NotAMember,
    PlaceJustEnded,
)
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members import tasks
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.limits import expire_place, set_place_until
from klucznik.members.actions.people import change_role
from klucznik.members.errors import NotLimitable, RightMissing, UntilOutOfRange
from klucznik.members.models import ProductAccess
from klucznik.members.permissions import acting
from klucznik.members.timetable import end_of_day
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

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


def test_an_administrator_sets_the_last_day_on_the_persons_page(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    bogna, browser = place_of(cast.bogna, cast.alfa), sign_in(cast.bartek)
    address = page_of(cast.alfa, "members:change_until", bogna.public_id)

    answer = browser.post(address, {"until": day(40).isoformat()}, follow=True)
    deliver()

    bogna.refresh_from_db()
    local = timezone.localtime(bogna.until)
    assert (local.date(), local.hour, local.minute) == (day(40), 23, 59)
    assert "the last day is saved" in answer.content.decode()
    assert [event.facts["until"] for event in events(Kind.MEMBER_LIMITED)] == [day(40).isoformat()]
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]
    assert "Piekarnia Alfa: your place has a last day" in mail.outbox[0].subject


def test_an_empty_day_lets_the_place_last_again(cast: Cast, sign_in: SignIn) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(40))

    sign_in(cast.anna).post(
        page_of(cast.alfa, "members:change_until", bogna.public_id), {"until": ""}
    )

    bogna.refresh_from_db()
    assert bogna.until is None
    assert len(events(Kind.MEMBER_UNLIMITED)) == 1


@pytest.mark.parametrize("typed", ["2020-01-01", "yesterday", "31.02.2027", "9999-12-31"])
def test_a_wrong_day_is_refused_at_its_field_and_not_lost(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    bogna = place_of(cast.bogna, cast.alfa)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:change_until", bogna.public_id), {"until": typed}
    )

    assert answer.status_code == 422
    assert typed in answer.content.decode()


@pytest.mark.parametrize(
    ("ahead", "fine"), [(0, False), (1, True), (5 * 365 + 1, True), (5 * 365 + 3, False)]
)
def test_a_day_lies_between_tomorrow_and_five_years(cast: Cast, ahead: int, fine: bool) -> None:
    bogna = place_of(cast.bogna, cast.alfa)

    if fine:
        set_place_until(cast.anna, bogna, until=day(ahead))
    else:
        with pytest.raises(UntilOutOfRange):
            set_place_until(cast.anna, bogna, until=day(ahead))


def test_the_day_ends_at_midnight_where_the_vendor_is_also_when_the_clock_changes() -> None:
    assert end_of_day(date(2027, 3, 28)).isoformat() == "2027-03-28T23:59:59+02:00"
    assert end_of_day(date(2027, 10, 31)).isoformat() == "2027-10-31T23:59:59+01:00"


def test_nobody_sets_a_day_above_themselves(cast: Cast, sign_in: SignIn) -> None:
    anna, other = place_of(cast.anna, cast.alfa), keeper(cast)
    for target in (anna, other):
        with pytest.raises(RightMissing):
            set_place_until(cast.bartek, target, until=day(9))
    with pytest.raises(RightMissing):
        set_place_until(cast.bogna, place_of(cast.bartek, cast.alfa), until=day(9))
    page = page_of(cast.alfa, "members:change_until", anna.public_id)

    shown = sign_in(cast.bartek).post(page, {"until": day(9).isoformat()})
    stranger = sign_in(cast.celina).post(page, {"until": day(9).isoformat()})

    anna.refresh_from_db()
    assert shown.status_code == 302
    assert anna.until is None
    assert told(stranger)[0] == 404


def test_ones_own_place_ends_sooner_never_later(cast: Cast) -> None:
    bartek = place_of(cast.bartek, cast.alfa)

    set_place_until(cast.bartek, bartek, until=day(30))
    set_place_until(cast.bartek, bartek, until=day(20))
    for later in (day(25), None):
        with pytest.raises(NotLimitable):
            set_place_until(cast.bartek, bartek, until=later)

    bartek.refresh_from_db()
    assert timezone.localtime(bartek.until).date() == day(20)


def test_the_moment_counts_and_not_the_visit_of_the_task(
    cast: Cast, sign_in: SignIn, travel: Any
) -> None:
    bogna, right = place_of(cast.bogna, cast.alfa), opened(cast, cast.bogna)
    set_place_until(cast.anna, bogna, until=day(3))
    browser = sign_in(cast.bogna)
    page = page_of(cast.alfa, "licensing:products")

    before = browser.get(page).status_code
    travel(days=4)
    after = browser.get(page)

    assert before == 200
    assert told(after) == told(browser.get("/companies/0000000000000000/products/"))
    assert not Company.objects.visible_to(cast.bogna).exists()
    assert not ProductAccess.objects.active().filter(pk=right.pk).exists()
    with pytest.raises(RightMissing):
        acting(cast.bogna, cast.alfa)
    with pytest.raises(NotAMember):
        change_role(cast.anna, bogna, role=Role.ADMINISTRATOR)
    bogna.refresh_from_db()
    assert bogna.ended_at is None


def test_the_clock_ends_the_place_and_all_that_hangs_on_it(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    bartek, right = place_of(cast.bartek, cast.alfa), opened(cast, cast.bartek)
    invitation = invite_member(cast.bartek, cast.alfa, email="z@example.com", role=Role.USER)
    set_place_until(cast.anna, bartek, until=day(3))
    nonce = User.objects.get(pk=cast.bartek.pk).session_nonce
    deliver()
    mail.outbox.clear()

    travel(days=4)
    tasks.end_places()
    tasks.end_places()
    deliver()

    for row in (bartek, right, invitation):
        row.refresh_from_db()
    assert bartek.ended_at
    assert bartek.ended_by is None
    assert right.ended_at
    assert invitation.revoked_at
    assert User.objects.get(pk=cast.bartek.pk).session_nonce != nonce
    assert len(events(Kind.MEMBER_EXPIRED)) == 1
    assert [message.to[0] for message in mail.outbox] == ["bartek@example.com"]
    assert "your place has ended" in mail.outbox[0].subject


def test_it_is_told_fourteen_days_and_two_days_ahead(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(30))
    deliver()
    mail.outbox.clear()
    counts = []

    for days in (10, 7, 1, 9, 2, 3):
        travel(days=days)
        tasks.tell_endings()
        tasks.tell_endings()
        deliver()
        counts.append(len(mail.outbox))

    # On day 17, on day 29 and not again; each time to Bogna and to both who may let her stay.
    assert counts == [0, 3, 3, 3, 6, 6]
    assert {message.to[0] for message in mail.outbox} == {
        "bogna@example.com",
        "anna@example.com",
        "bartek@example.com",
    }
    page = page_of(cast.alfa, "members:member", bogna.public_id)
    bodies = {message.to[0]: str(message.body) for message in mail.outbox}
    assert page in bodies["anna@example.com"]
    assert page not in bodies["bogna@example.com"]


def test_a_near_day_is_told_by_setting_it(
    cast: Cast, travel: Any, deliver: Callable[[], None]
) -> None:
    set_place_until(cast.anna, place_of(cast.bogna, cast.alfa), until=day(10))

    tasks.tell_endings()
    now = len(events(Kind.MEMBER_ENDING_TOLD))
    travel(days=9)
    tasks.tell_endings()

    assert now == 0
    assert len(events(Kind.MEMBER_ENDING_TOLD)) == 1


def test_a_new_day_is_told_anew(cast: Cast, travel: Any) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(15))
    travel(days=2)
    tasks.tell_endings()
    set_place_until(cast.anna, bogna, until=day(100))
    travel(days=90)

    tasks.tell_endings()

    assert len(events(Kind.MEMBER_ENDING_TOLD)) == 2


def test_a_place_that_ran_out_unnoticed_makes_room_for_an_invitation(
    cast: Cast, travel: Any
) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(2))
    travel(days=3)
    invitation = invite_member(cast.anna, cast.alfa, email="bogna@example.com", role=Role.USER)

    anew = accept_invitation(cast.bogna, invitation)

    bogna.refresh_from_db()
    assert bogna.ended_at
    assert anew.pk != bogna.pk
    assert anew.until is None


def test_connecting_again_waits_for_the_task(cast: Cast, travel: Any) -> None:
    set_place_until(cast.anna, place_of(cast.bogna, cast.alfa), until=day(2))
    travel(days=3)
    number = cast.alfa_license.number

    with pytest.raises(PlaceJustEnded):
        connect_company(cast.bogna, cast.alfa, statement=True, license_number=number)
    tasks.end_places()

    again = connect_company(cast.bogna, cast.alfa, statement=True, license_number=number)
    assert again.role == Role.ASSOCIATED


def test_a_stale_task_ends_nothing(cast: Cast, travel: Any) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(2))
    stale = place_of(cast.bogna, cast.alfa)
    set_place_until(cast.anna, bogna, until=day(200))
    travel(days=3)

    assert not expire_place(stale)
    bogna.refresh_from_db()
    assert bogna.ended_at is None
