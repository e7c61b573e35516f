"""What an office shares is opened like a licensed product: in full, from its first day, and to read after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.accesses import tick
from klucznik.members.models import ProductAccess
from klucznik.offices.actions.ending import end_share
from klucznik.offices.models import Side
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()[0]


@pytest.fixture
def share(office):
    return factory.active_share(factory.client(office, "Kwiaciarnia Róża"))


@pytest.fixture
def owner(share, sign_in):
    return sign_in(share.accepted_by)


def address(share, name="office", *args):
    return reverse(f"served:{name}", args=[share.company.public_id, *args])


def shown(browser, share):
    return browser.get(address(share)).content.decode()


def give_access(share):
    place = Membership.objects.get(company=share.company, user=share.accepted_by)
    tick(place, [share.product], by=share.accepted_by)
    return place


def test_after_the_end_the_application_is_read_for_thirty_days_and_no_longer(share, owner, travel):
    give_access(share)
    api = f"/api/v1/companies/{share.company.public_id}/access/subiekt-123"
    assert owner.get(api).json()["mode"] == "full"
    end_share(share.accepted_by, share, side=Side.CLIENT)

    reads = owner.get(api).json()

    assert (reads["opens"], reads["mode"], reads["verdict"]) == (
        True,
        "read_only",
        "opens_to_read",
    )
    assert "only to read" in owner.get(share.company.get_absolute_url()).content.decode()
    travel(days=29)
    assert owner.get(api).json()["mode"] == "read_only"
    travel(days=2)
    over = owner.get(api).json()
    assert (over["opens"], over["verdict"]) == (False, "no_license")
    assert "Subiekt 123" not in owner.get(share.company.get_absolute_url()).content.decode()


def test_the_own_license_goes_on_where_the_shared_one_stopped(share, owner):
    give_access(share)
    end_share(share.accepted_by, share, side=Side.CLIENT)
    factories.license(share.company, product=share.product, amount=1)

    api = f"/api/v1/companies/{share.company.public_id}/access/subiekt-123"

    assert owner.get(api).json()["mode"] == "full"
    told = shown(owner, share)
    assert "You go on already" in told
    assert "can be read and exported until" not in told


def test_a_share_opens_for_as_many_people_as_the_catalog_says(share, owner):
    give_access(share)
    for _ in range(2):
        place = factories.membership(share.company, factories.person())
        owner.post(
            reverse("members:give", args=[share.company.public_id, "subiekt-123", place.public_id])
        )
    fourth = factories.membership(share.company, factories.person())

    answer = owner.post(
        reverse("members:give", args=[share.company.public_id, "subiekt-123", fourth.public_id]),
        follow=True,
    )

    assert "all places of the license are taken" in answer.content.decode()
    assert ProductAccess.objects.active().count() == 3


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"status": License.Status.SUSPENDED}, "license_suspended"),
        ({"valid_to": "past"}, "license_expired"),
    ],
)
def test_a_license_of_the_office_that_does_not_work_opens_nothing(share, owner, fields, verdict):
    give_access(share)
    if fields.get("valid_to"):
        fields = {"valid_to": clock.today() - timedelta(days=90)}
    License.objects.filter(pk=share.license_id).update(**fields)

    api = f"/api/v1/companies/{share.company.public_id}/access/subiekt-123"

    assert owner.get(api).json()["verdict"] == verdict
    assert "The license of the office does not work now" in shown(owner, share)


def test_a_share_opens_from_its_first_day(office, owner, sign_in, travel):
    later = factory.active_share(
        factory.client(office), starts_on=clock.today() + timedelta(days=5)
    )
    give_access(later)
    browser = sign_in(later.accepted_by)
    api = f"/api/v1/companies/{later.company.public_id}/access/subiekt-123"

    assert browser.get(api).json()["verdict"] == "license_not_yet"
    assert "begins on" in browser.get(later.company.get_absolute_url()).content.decode()
    travel(days=6)
    assert sign_in(later.accepted_by).get(api).json()["opens"]
