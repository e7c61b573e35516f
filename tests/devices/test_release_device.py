"""Free the place of a device: by whoever may, not too often; the seat returns when no license file lives on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.devices import seats
from klucznik.devices.actions.releasing import free_by_staff, give_back
from klucznik.devices.errors import PlaceEnded
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program, post

SignIn = Callable[..., Client]
Deliver = Callable[[], None]


def page_of(place: Activation) -> str:
    license = place.license
    return reverse(
        "devices:free", args=[license.company.public_id, license.public_id, place.public_id]
    )


def placed(license: License, by: Any = None, **fields: Any) -> Activation:
    """A device that somebody activated."""
    device = factories.device(license, registered_by=by)
    return factories.activation(license, device=device, activated_by=by, **fields)


def taken(license: License) -> int:
    return seats.taking(license, clock.now()).count()


def test_an_administrator_frees_a_place_on_its_page(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    place, browser = placed(gt, cast.bogna), sign_in(cast.bartek)

    asked = browser.get(page_of(place))
    done = browser.post(page_of(place), follow=True)

    place.refresh_from_db()
    assert "The place is free at once" in asked.content.decode()
    assert "after 24 hours" in asked.content.decode()
    assert f"The place of “{place.device.name}” is free" in done.content.decode()
    assert (place.ended, place.ended_by, place.seat_until) == ("person", cast.bartek, None)
    assert taken(gt) == 0


def test_a_user_frees_what_they_activated_and_sees_nothing_else(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    own, foreign = placed(gt, cast.bogna), placed(gt, cast.anna)
    browser = sign_in(cast.bogna)

    assert browser.post(page_of(foreign)).status_code == 404
    assert browser.post(page_of(own)).status_code == 302
    assert taken(gt) == 1


def test_strangers_and_the_associated_find_nothing(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    aldona = factories.person("Aldona")
    factories.membership(cast.alfa, aldona, Role.ASSOCIATED)
    place = placed(gt, aldona)

    assert sign_in(cast.celina).post(page_of(place)).status_code == 404
    assert sign_in(aldona).post(page_of(place)).status_code == 404
    assert Client().post(page_of(place)).status_code == 302
    assert taken(gt) == 1


def test_the_next_one_waits_and_the_page_says_who_helps(
    cast: Cast, gt: License, sign_in: SignIn, travel: Any
) -> None:
    first, second, browser = placed(gt), placed(gt), sign_in(cast.anna)
    browser.post(page_of(first))

    page = browser.get(page_of(second)).content.decode()
    refused = browser.post(page_of(second))
    travel(hours=25)
    later = browser.post(page_of(second))

    assert "the vendor can do it sooner" in page
    assert 'type="submit" class="button button--primary"' not in page
    assert refused.status_code == 422
    assert later.status_code == 302


def test_three_places_within_thirty_days(cast: Cast, sign_in: SignIn, travel: Any) -> None:
    license = factories.license(cast.alfa, amount=9)
    browser, places = sign_in(cast.anna), [placed(license) for _ in range(4)]
    for place in places[:3]:
        browser.post(page_of(place))
        travel(days=2)

    refused = browser.post(page_of(places[3]))
    travel(days=25)
    later = sign_in(cast.anna).post(page_of(places[3]))

    assert refused.status_code == 422
    assert "3 places" in refused.content.decode()
    assert later.status_code == 302


def test_the_staff_and_the_program_never_wait(cast: Cast, gt: License, sign_in: SignIn) -> None:
    sign_in(cast.anna).post(page_of(placed(gt)))

    free_by_staff(cast.ewa, placed(gt))
    give_back(placed(gt))
    give_back(placed(gt))

    assert taken(gt) == 0


def test_a_place_whose_file_lives_returns_with_its_end(
    cast: Cast, gt: License, sign_in: SignIn, travel: Any
) -> None:
    until = clock.now() + timedelta(days=10)
    place = placed(gt, file_until=until, file_counter=1)
    browser = sign_in(cast.anna)

    asked = browser.get(page_of(place)).content.decode()
    browser.post(page_of(place))
    listed = browser.get(reverse("devices:devices", args=[cast.alfa.public_id, gt.public_id]))
    before = taken(gt)
    travel(days=10, minutes=1)

    assert "Its place returns to you then" in asked
    assert "The place returns then" in listed.content.decode()
    assert (before, taken(gt)) == (1, 0)


def test_the_same_machine_takes_its_returning_place_again(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    program = Program()
    program.activate(gt, browser=sign_in(cast.anna), wants_file=True)
    placed(gt)
    program.ask("/release")

    full = Program().activate(gt, browser=sign_in(cast.anna))
    again = program.activate(gt, browser=sign_in(cast.anna))
    released = program.ask("/release").json()

    assert (full.status_code, again.status_code) == (409, 201)
    assert taken(gt) == 2
    assert released["seat_returns_at"] is not None  # the first file still lives there


def test_the_program_gives_its_place_back_as_often_as_it_likes(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    program = Program()
    program.activate(gt, browser=sign_in(cast.bogna))

    first, second = program.ask("/release"), program.ask("/release")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == {"device": program.device, "seat_returns_at": None}
    assert Event.objects.filter(kind=Kind.DEVICE_SIGNED_OFF).count() == 1
    assert program.check()["verdict"] == "released"


def test_a_place_is_freed_once(cast: Cast, gt: License) -> None:
    place = placed(gt)
    give_back(place)

    with pytest.raises(PlaceEnded):
        free_by_staff(cast.ewa, place)


def test_whoever_activated_it_is_told(
    cast: Cast, gt: License, sign_in: SignIn, deliver: Deliver
) -> None:
    sign_in(cast.anna).post(page_of(placed(gt, cast.bogna)))
    deliver()

    [message] = mail.outbox
    assert message.to == ["bogna@example.com"]
    assert "was freed" in message.subject
    assert "Anna Alfowska" in message.body
    assert Event.objects.get(kind=Kind.DEVICE_RELEASED).actor == cast.anna


def test_nobody_is_told_of_what_they_did_themselves(
    cast: Cast, gt: License, sign_in: SignIn, deliver: Deliver
) -> None:
    sign_in(cast.bogna).post(page_of(placed(gt, cast.bogna)))
    deliver()

    assert mail.outbox == []


def test_when_they_are_gone_the_administrators_are_told(
    cast: Cast, gt: License, sign_in: SignIn, deliver: Deliver
) -> None:
    Membership.objects.filter(user=cast.bogna).update(ended_at=clock.now())

    sign_in(cast.anna).post(page_of(placed(gt, cast.bogna)))
    deliver()

    assert [one.to for one in mail.outbox] == [["bartek@example.com"]]


def test_the_staff_are_not_named(cast: Cast, gt: License, deliver: Deliver) -> None:
    free_by_staff(cast.ewa, placed(gt, cast.bogna))
    deliver()

    assert sorted(one.to[0].partition("@")[0] for one in mail.outbox) == [
        "anna",
        "bartek",
        "bogna",
    ]
    assert not [one for one in mail.outbox if "Ewa" in one.body]


def test_the_same_through_a_program(cast: Cast, gt: License, sign_in: SignIn) -> None:
    own, foreign = placed(gt, cast.bogna), placed(gt, cast.anna)
    address = "/devices/{}/release"

    forbidden = post(address.format(foreign.device.public_id), browser=sign_in(cast.bogna))
    stranger = post(address.format(own.device.public_id), browser=sign_in(cast.celina))
    nobody = post(address.format(own.device.public_id))
    freed = post(address.format(own.device.public_id), browser=sign_in(cast.bogna))
    again = post(address.format(own.device.public_id), browser=sign_in(cast.bogna))
    waits = post(address.format(foreign.device.public_id), browser=sign_in(cast.anna))

    assert (forbidden.status_code, forbidden.json()["title"]) == (403, "device_not_yours")
    assert (stranger.status_code, nobody.status_code) == (404, 401)
    assert freed.json() == {"device": own.device.public_id, "seat_returns_at": None}
    assert again.status_code == 404
    assert (waits.status_code, waits.json()["title"]) == (409, "release_too_soon")
