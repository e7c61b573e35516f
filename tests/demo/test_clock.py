"""Moving the clock lets everything happen that has become due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Role
from klucznik.core import clock as the_clock
from klucznik.demo import clock
from klucznik.members.actions.invitations import invite_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_settings")]


def test_an_invitation_expires_when_its_time_is_skipped(client, cast):
    invitation = invite_member(cast.anna, cast.alfa, email="nowa@example.com", role=Role.USER)

    client.post("/demo/clock/", {"step": "14-days"})

    invitation.refresh_from_db()
    assert invitation.expired_at
    assert clock.offset() == timedelta(days=14)


def test_the_clock_never_goes_back():
    before = the_clock.now()

    clock.move(timedelta(days=-3))

    assert clock.offset() == timedelta()
    assert the_clock.now() >= before


def test_only_the_offered_steps_are_taken(client):
    assert client.post("/demo/clock/", {"step": "100-years"}).status_code == 404
    assert client.get("/demo/clock/").status_code == 405
