"""Clients of one person are passed on to others, hundreds at once."""

from __future__ import annotations

from collections import Counter

import pytest

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.models import Event
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.assigning import reassign
from klucznik.offices.errors.staffing import NobodyChosen, NoClientsChosen, NotServing
from klucznik.offices.models import Assignment, Client
from klucznik.offices.opening import within_reach
from klucznik.offices.serving_people import left_alone, loads
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """An office with three employees; the first serves ten clients."""
    made, head = factory.office()
    made.head = head
    made.ela, made.jan, made.iza = (factory.employee(made) for _ in range(3))
    made.clients = [factory.client(made, f"Klient {number:02d}") for number in range(10)]
    for client in made.clients:
        factory.assign(client, made.ela)
    return made


def told(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind).order_by("id"))


def test_all_clients_of_somebody_are_dealt_out_evenly(office):
    count = reassign(
        office.head, office, from_member=office.ela, to_members=[office.jan, office.iza]
    )

    assert count == 10
    assert loads(office) == {office.jan.pk: 5, office.iza.pk: 5}
    assert not within_reach(office.ela).exists()
    assert not left_alone(office).exists()
    (event,) = told("client.reassigned")
    assert (event.person, event.facts["count"]) == (office.ela, 10)
    assert event.facts["given"] == [[office.jan.pk, 5], [office.iza.pk, 5]]
    assert len(told("client.assigned")) == len(told("client.unassigned")) == 10
    assert all(one.facts["in_bulk"] for one in told("client.assigned"))


def test_only_the_chosen_clients_are_passed_on(office):
    chosen = office.clients[2:4]

    reassign(office.head, office, from_member=office.ela, to_members=[office.jan], clients=chosen)

    assert list(within_reach(office.jan)) == chosen
    assert within_reach(office.ela).count() == 8


def test_somebody_who_serves_one_of_them_already_goes_on_serving_it_once(office):
    factory.assign(office.clients[0], office.jan)

    reassign(office.head, office, from_member=office.ela, to_members=[office.jan])

    open_rows = Assignment.objects.filter(client=office.clients[0], ended_at=None)
    assert [one.member for one in open_rows] == [office.jan]
    assert len(told("client.assigned")) == 9


def test_clients_that_nobody_serves_are_given_to_somebody(office):
    alone = [factory.client(office, "Sam"), factory.client(office, "Samotna")]

    count = reassign(office.head, office, from_member=None, to_members=[office.iza])

    assert (count, list(within_reach(office.iza))) == (2, alone)
    assert within_reach(office.ela).count() == 10


def test_clients_of_others_and_of_other_offices_do_not_move_whatever_was_sent(office):
    other, _head = factory.office("Biuro Bilans")
    foreign, of_iza = factory.client(other), factory.client(office)
    factory.assign(of_iza, office.iza)
    elsewhere = factory.employee(other)
    factory.assign(foreign, elsewhere)

    with pytest.raises(NoClientsChosen):
        reassign(
            office.head,
            office,
            from_member=office.ela,
            to_members=[office.jan],
            clients=[foreign, of_iza],
        )
    with pytest.raises(NotServing):
        reassign(office.head, office, from_member=office.ela, to_members=[elsewhere])

    assert list(within_reach(elsewhere)) == [foreign]
    assert list(within_reach(office.iza)) == [of_iza]


def test_ended_clients_stay_where_they_are(office):
    Client.objects.filter(pk=office.clients[0].pk).update(ended_at=clock.now())

    assert reassign(office.head, office, from_member=office.ela, to_members=[office.jan]) == 9


def test_nobody_passes_clients_on_to_the_one_who_gives_them_away(office):
    for people in ([], [office.ela]):
        with pytest.raises(NobodyChosen):
            reassign(office.head, office, from_member=office.ela, to_members=people)


@pytest.mark.parametrize("role", [Role.USER, Role.ASSOCIATED])
def test_who_does_not_manage_clients_passes_nothing_on(office, role):
    actor = factory.employee(office, role)

    for person in (actor, factories.person()):
        with pytest.raises(RightMissing):
            reassign(person, office, from_member=office.ela, to_members=[office.jan])

    assert Counter(loads(office)) == {office.ela.pk: 10}


def test_passing_on_costs_the_same_number_of_reads_for_any_number(
    office, django_assert_max_num_queries
):
    """Beside the events, which are written one by one."""
    with django_assert_max_num_queries(20 + 10 * 2 * 6):
        reassign(office.head, office, from_member=office.ela, to_members=[office.jan])
