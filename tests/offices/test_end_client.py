"""Deregistering a client: the sharing ends, nobody serves it any more, the places are free, the history stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.clients import end_client, register_client, rename_client
from klucznik.offices.actions.locking import lock_client_and_share
from klucznik.offices.errors import ClientEnded
from klucznik.offices.errors.clients import ClientChangedMeanwhile
from klucznik.offices.life import State
from klucznik.offices.limits import clients_of, shares_of
from klucznik.offices.models import Assignment, Client, Power, Share, Side
from klucznik.offices.standing import visible_clients
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


def test_ending_a_client_ends_what_is_shared_with_it_and_who_serves_it():
    office, head = factory.office()
    client, person = factory.client(office), factory.employee(office)
    share = factory.active_share(client)
    factory.assign(client, person)

    end_client(head, client)

    client.refresh_from_db()
    share.refresh_from_db()
    assert (client.ended_by, client.is_registered) == (head, False)
    assert (share.ended_side, share.state) == (Side.OFFICE, State.READING)
    assert share.reading_until - share.ended_at == timedelta(days=30)
    assert not Power.objects.filter(ended_at=None).exists()
    assert not Assignment.objects.filter(ended_at=None).exists()
    told = Event.objects.filter(kind=Kind.CLIENT_ENDED).get()
    assert (told.company, told.facts["client"]) == (office, client.name)
    assert Event.objects.get(kind=Kind.CLIENT_UNASSIGNED).person == person
    assert Event.objects.filter(kind=Kind.SHARE_ENDED).count() == 2


def test_both_places_are_free_at_once_and_the_client_can_be_registered_again():
    office, head = factory.office(shares=1, entities=1)
    client = factory.client(office)
    share = factory.active_share(client)

    end_client(head, client)

    assert clients_of(office, client.program).used == 0
    assert shares_of(share.license).used == 0
    again = register_client(
        head, office, program=client.program, tax_id=client.tax_id, name="Znowu", source="portal"
    )
    assert again.pk != client.pk


def test_the_company_of_the_client_and_its_people_stay():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))

    end_client(head, share.client)

    share.company.refresh_from_db()
    assert share.company.closed_at is None
    assert share.company.memberships.active().get().role == Role.GLOBAL_ADMINISTRATOR


def test_an_invitation_that_waits_ends_without_time_for_reading():
    office, head = factory.office()
    share = factory.share(factory.client(office))

    end_client(head, share.client)

    share.refresh_from_db()
    assert (share.state, share.reading_until) == (State.ENDED, None)


def test_a_client_ends_once_and_is_not_renamed_afterwards():
    office, head = factory.office()
    client = end_client(head, factory.client(office))

    with pytest.raises(ClientEnded):
        end_client(head, client)
    with pytest.raises(ClientEnded):
        rename_client(head, client, name="Nowa")
    assert Event.objects.filter(kind=Kind.CLIENT_ENDED).count() == 1


def test_whoever_serves_a_client_does_not_end_it():
    office, _head = factory.office()
    _other, stranger = factory.office("Biuro Bilans")
    client, person = factory.client(office), factory.employee(office)
    factory.assign(client, person)

    for somebody in (person, stranger):
        with pytest.raises(RightMissing):
            end_client(somebody, client)
    assert Client.objects.current().get() == client


def test_whoever_served_a_client_sees_it_no_more_and_managers_still_do():
    office, head = factory.office()
    client, person = factory.client(office), factory.employee(office)
    factory.assign(client, person)
    place, managing = (office.memberships.get(user=one) for one in (person, head))
    assert visible_clients(place).get() == client

    end_client(head, client)

    assert not visible_clients(place).exists()
    assert visible_clients(managing).get() == client


def test_an_office_whose_license_ended_still_ends_its_clients():
    office, head = factory.office()
    client = factory.client(office)
    License.objects.filter(company=office).update(status="revoked", revoked_at=clock.now())

    end_client(head, client)

    assert not Client.objects.current().exists()


def test_an_unregistered_client_is_taken_off_the_list():
    office, head = factory.office()
    seen = factory.client(office, registered_at=None, first_run_at=clock.now())

    end_client(head, seen)

    assert Event.objects.get(kind=Kind.CLIENT_ENDED).facts["was_registered"] is False


def test_a_company_that_came_to_the_share_a_moment_ago_is_not_locked_out_of_order(monkeypatch):
    office, _head = factory.office()
    share = factory.share(factory.client(office))
    company = factories.company("Klient")
    real = Share.objects.current

    def current():
        """The first look finds no company; by the second one it is there."""
        found = real()
        Share.objects.filter(pk=share.pk).update(company=company)
        return Seen(found, share)

    monkeypatch.setattr(Share.objects, "current", current)
    with pytest.raises(ClientChangedMeanwhile):
        lock_client_and_share(share.client)


class Seen:
    """Gives the row as it was, then the rows as they are."""

    def __init__(self, rows, first: Share) -> None:
        self.rows, self.firsts = rows, [first]

    def filter(self, **wanted):
        self.rows = self.rows.filter(**wanted)
        return self

    def first(self):
        return self.firsts.pop() if self.firsts else self.rows.first()
