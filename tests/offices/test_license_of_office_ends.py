"""Clients hear that the license of their office ends before it does; who has another way is not troubled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.offices import tasks
from tests import factories
from tests.offices import factory
from tests.offices.sharing import letters, license_of, offer, text_to

pytestmark = pytest.mark.django_db
MESSAGE = "share_license_ends"


@pytest.fixture
def grace():
    program = factory.program()
    rules = {**program.stored_rules, "grace_days": 14, "notices_days": [30, 14, 7, 1]}
    type(program).objects.filter(pk=program.pk).update(stored_rules=rules)


def ends_in(office, days):
    last = clock.today() + timedelta(days=days)
    License.objects.filter(pk=license_of(office).pk).update(valid_to=last)
    return last


def told(deliver):
    """What a day of the worker sends, though it looks each hour."""
    before = len(letters())
    for _hour in range(2):
        tasks.tell_ends_of_office_licenses()
    deliver()
    return [name for name, _ in letters()[before:]]


def test_the_client_hears_it_30_14_7_and_1_days_ahead_of_its_last_day_of_work(
    deliver, travel, grace
):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    offer(head, factory.client(office))
    deliver()
    ends_in(office, 20)  # with 14 days of grace the 34th day is the last
    heard = {}
    for day in range(37):
        if names := told(deliver):
            heard[day] = names
        travel(days=1)

    assert heard == {4: [MESSAGE], 20: [MESSAGE], 27: [MESSAGE], 33: [MESSAGE]}
    body = text_to(share.accepted_by.email)
    assert office.name in body
    assert "you do not have to do anything" in body
    assert "For 30 days more you can read" in body


def test_a_renewal_is_quiet_and_the_next_end_is_told_anew(deliver, travel, grace):
    office, _head = factory.office()
    factory.active_share(factory.client(office))
    travel(days=60)
    ends_in(office, 0)

    assert told(deliver) == [MESSAGE]

    ends_in(office, 365)
    assert told(deliver) == []
    travel(days=365 + 14 - 30)
    assert told(deliver) == [MESSAGE]


def test_a_renewal_before_the_message_leaves_keeps_it_back(deliver, travel, grace):
    office, _head = factory.office()
    factory.active_share(factory.client(office))
    travel(days=60)
    ends_in(office, 0)

    tasks.tell_ends_of_office_licenses()
    ends_in(office, 365)
    deliver()

    assert MESSAGE not in [name for name, _ in letters()]


def test_a_license_that_does_not_work_now_is_not_told_as_ending(deliver, travel, grace):
    office, _head = factory.office()
    factory.active_share(factory.client(office))
    travel(days=60)
    ends_in(office, 0)
    License.objects.filter(pk=license_of(office).pk).update(status="suspended")

    assert told(deliver) == []


def test_a_client_with_a_license_of_its_own_is_not_troubled(deliver, travel, grace):
    office, _head = factory.office()
    share = factory.active_share(factory.client(office))
    factories.license(share.company, product=factory.app())
    travel(days=60)
    ends_in(office, 0)

    assert told(deliver) == []


def test_the_page_of_the_office_says_until_when_its_license_lasts(client, grace):
    office, _head = factory.office()
    share = factory.active_share(factory.client(office))
    client.force_login(share.accepted_by)
    url = reverse("served:office", args=[share.company.public_id])
    ends_in(office, 100)

    assert "The license of the office lasts until" not in client.get(url).content.decode()

    ends_in(office, 3)
    assert "The license of the office lasts until" in client.get(url).content.decode()
