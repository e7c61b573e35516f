"""How a share ends for both sides: by somebody, with its license, and with the time for reading; who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.offices import tasks
from klucznik.offices.actions.ending import end_share
from klucznik.offices.models import Side
from tests import factories
from tests.offices import factory
from tests.offices.sharing import letters, license_of, offer, text_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("side", "to_office", "to_client"),
    [
        ("office", "Olga Saldowska ended it.", "The office ended the sharing."),
        ("client", "The client ended it.", "The sharing was ended on your side."),
        ("vendor", "The vendor ended it.", "The vendor ended the sharing."),
    ],
)
def test_both_sides_learn_of_the_end_and_how_long_can_be_read(deliver, side, to_office, to_client):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    actor = {"office": head, "client": share.accepted_by, "vendor": None}[side]

    end_share(actor, share, side=Side(side), reason="Umowa wygasła." if side == "vendor" else "")
    deliver()

    assert sorted(letters()) == sorted(
        [("share_ended", head.email), ("share_ended_client", share.accepted_by.email)]
    )
    assert to_office in text_to(head.email)
    assert to_client in text_to(share.accepted_by.email)
    assert "can read and export" in text_to(head.email)
    for person in (head, share.accepted_by):
        assert ("The reason: Umowa wygasła." in text_to(person.email)) is (side == "vendor")


def test_an_invitation_taken_back_is_told_to_the_invited_address_alone(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office))
    deliver()

    end_share(head, share, side=Side.OFFICE)
    deliver()

    assert letters()[1:] == [("share_taken_back", share.email)]


def revoke(license: License) -> None:
    License.objects.filter(pk=license.pk).update(status="revoked", revoked_at=clock.now())


def expire(license: License) -> None:
    License.objects.filter(pk=license.pk).update(valid_to=clock.today() - timedelta(days=15))


def pass_on(license: License) -> None:
    License.objects.filter(pk=license.pk).update(company=factories.company("Kto inny"))


@pytest.mark.parametrize("end", [revoke, expire, pass_on])
def test_shares_end_with_the_license_and_both_sides_are_told(deliver, end):
    office, head = factory.office()
    rules = {**factory.program().stored_rules, "grace_days": 14}
    type(factory.program()).objects.filter(pk=factory.program().pk).update(stored_rules=rules)
    active, waiting = factory.active_share(factory.client(office)), None
    waiting = offer(head, factory.client(office))
    deliver()
    end(license_of(office))

    tasks.end_shares_without_license()
    deliver()

    for share in (active, waiting):
        share.refresh_from_db()
        assert share.ended_side == Side.LICENSE
    assert active.reading_until
    assert waiting.reading_until is None
    assert sorted(letters()[1:]) == sorted(
        [
            ("office_gone", active.accepted_by.email),
            ("office_license_ended", head.email),
            ("share_taken_back", waiting.email),
        ]
    )
    tasks.end_shares_without_license()
    deliver()
    assert len(letters()) == 4


@pytest.mark.parametrize(
    "change", [{"status": "suspended"}, {"valid_to": clock.today() - timedelta(days=3)}]
)
def test_a_suspended_license_and_one_in_its_days_of_grace_end_no_share(change):
    office, _head = factory.office()
    rules = {**factory.program().stored_rules, "grace_days": 14}
    type(factory.program()).objects.filter(pk=factory.program().pk).update(stored_rules=rules)
    share = factory.active_share(factory.client(office))
    License.objects.filter(pk=license_of(office).pk).update(**change)

    tasks.end_shares_without_license()

    share.refresh_from_db()
    assert share.ended_at is None


def test_the_client_is_told_7_days_and_1_day_before_it_can_read_no_more_and_at_the_end(
    deliver, travel
):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    end_share(head, share, side=Side.OFFICE)
    deliver()
    before = len(letters())
    told = []
    for _day in range(32):
        for _hour in range(2):
            tasks.tell_ends_of_reading()
            tasks.close_readings()
        deliver()
        told.append([name for name, _ in letters()[before:]])
        before = len(letters())
        travel(days=1)

    assert {day: names for day, names in enumerate(told) if names} == {
        23: ["share_reading_ends"],
        29: ["share_reading_ends"],
        30: ["share_closed"],
    }
    assert Event.objects.filter(kind=Kind.SHARE_CLOSED).count() == 2


def test_a_client_that_works_on_in_another_way_is_not_troubled(deliver, travel):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    end_share(head, share, side=Side.OFFICE)
    factories.license(share.company, product=factory.app())
    deliver()
    before = len(letters())

    travel(days=23)
    tasks.tell_ends_of_reading()
    travel(days=8)
    tasks.close_readings()
    deliver()

    assert len(letters()) == before
    share.refresh_from_db()
    assert share.closed_at


def test_where_nobody_decides_about_offices_the_administrators_hear_it(deliver):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    Membership.objects.filter(company=share.company).update(role=Role.ADMINISTRATOR)

    end_share(head, share, side=Side.OFFICE)
    deliver()

    assert ("share_ended_client", share.accepted_by.email) in letters()
