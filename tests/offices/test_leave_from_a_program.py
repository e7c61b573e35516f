"""A client ends the cooperation with its office from a program, by the rules of its page."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Role
from klucznik.offices.models import Share
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def share():
    return factory.active_share(factory.client(factory.office()[0], "Kwiaciarnia Róża"))


def path(share, one=""):
    return f"/api/v1/companies/{share.company.public_id}/office" + (f"/{one}" if one else "")


def test_it_ends_at_once_and_can_be_read_for_a_while(share, sign_in):
    browser = sign_in(share.accepted_by)
    [told] = browser.get(path(share)).json()["shares"]
    assert (told["id"], told["state"]) == (share.public_id, "active")
    assert told["office"]["name"] == share.office.name
    assert browser.get(path(share, share.public_id)).json() == told

    ended = browser.delete(path(share, share.public_id))

    assert (ended.status_code, ended.json()["state"]) == (200, "reading")
    assert ended.json()["reading_until"]
    share.refresh_from_db()
    assert (share.ended_by, share.ended_side) == (share.accepted_by, "client")
    assert not share.powers.filter(ended_at=None).exists()
    assert browser.delete(path(share, share.public_id)).status_code == 404


def test_whoever_does_not_decide_ends_nothing(share, sign_in):
    user = factories.person()
    factories.membership(share.company, user, Role.USER)
    head = share.office.memberships.get(role=Role.GLOBAL_ADMINISTRATOR).user

    for person, status in ((user, 403), (head, 404), (factories.person(), 404)):
        browser = sign_in(person)
        assert browser.get(path(share)).status_code == status
        assert browser.delete(path(share, share.public_id)).status_code == status
    assert Share.objects.active().get() == share


def test_what_others_share_is_not_found(share, sign_in):
    other = factory.active_share(factory.client(share.office, "Młyn"))

    browser = sign_in(share.accepted_by)

    assert browser.delete(path(share, other.public_id)).status_code == 404
    assert browser.delete(path(share, "nie-ma")).status_code == 404
