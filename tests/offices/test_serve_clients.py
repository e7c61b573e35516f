"""Who of an office serves which client: given, taken, lost with the place."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from klucznik.companies.knowing import become_known
from klucznik.companies.models import Membership, Role
from klucznik.events.models import Event
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.consequences import of_disconnecting
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.assigning import assign, unassign
from klucznik.offices.errors import ClientEnded
from klucznik.offices.errors.staffing import NotServing
from klucznik.offices.models import Assignment
from klucznik.offices.opening import within_reach
from klucznik.offices.serving_people import people_of
from klucznik.offices.standing import visible_clients
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


def events(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind).order_by("id"))


def place(office, user) -> Membership:
    return Membership.objects.select_related("company", "user").get(company=office, user=user)


def test_a_client_is_given_to_somebody_of_the_office_and_the_history_says_so():
    office, head = factory.office()
    client, ela = factory.client(office, "Piekarnia Rogal"), factory.employee(office)

    assign(head, client, member=ela)

    assert [one.member for one in people_of(client)] == [ela]
    assert list(visible_clients(place(office, ela))) == [client]
    assert list(within_reach(ela)) == [client]
    (event,) = events("client.assigned")
    assert (event.actor, event.person, event.company) == (head, ela, office)
    assert event.facts["client"] == "Piekarnia Rogal"


def test_given_twice_it_stays_as_it_is():
    office, head = factory.office()
    client, ela = factory.client(office), factory.employee(office)

    first, second = assign(head, client, member=ela), assign(head, client, member=ela)

    assert first == second
    assert len(events("client.assigned")) == 1


def test_the_database_lets_nobody_serve_a_client_twice_at_once():
    office, _head = factory.office()
    client, ela = factory.client(office), factory.employee(office)
    factory.assign(client, ela)

    with pytest.raises(IntegrityError), transaction.atomic():
        factory.assign(client, ela)


def test_what_is_taken_is_not_found_any_more():
    office, head = factory.office()
    client, ela = factory.client(office), factory.employee(office)
    assign(head, client, member=ela)

    unassign(head, client, member=ela)
    unassign(head, client, member=ela)

    assert not within_reach(ela).exists()
    assert not visible_clients(place(office, ela)).exists()
    assert len(events("client.unassigned")) == 1
    ended = Assignment.objects.get()
    assert (ended.ended_by, ended.ended_at is not None) == (head, True)


def test_only_those_who_manage_clients_say_who_serves_them():
    office, _head = factory.office()
    _other_office, other_head = factory.office("Biuro Bilans")
    client, ela = factory.client(office), factory.employee(office)
    factory.assign(client, ela)

    for actor in (ela, other_head, factories.person()):
        with pytest.raises(RightMissing):
            assign(actor, client, member=ela)
        with pytest.raises(RightMissing):
            unassign(actor, client, member=ela)


def test_a_client_is_given_only_to_somebody_with_a_role_in_the_office():
    office, head = factory.office()
    client = factory.client(office)
    associated = factory.employee(office, Role.ASSOCIATED)
    _other, stranger = factory.office("Biuro Bilans")

    for person in (associated, stranger, factories.person("Obca", "Osoba")):
        with pytest.raises(NotServing, match="has no role in this office"):
            assign(head, client, member=person)

    assert not Assignment.objects.exists()


def test_a_client_that_the_office_no_longer_has_is_given_to_nobody():
    office, head = factory.office()
    client, ela = factory.client(office), factory.employee(office)
    factory.assign(client, ela)
    client.ended_at = client.added_at
    client.save()

    with pytest.raises(ClientEnded):
        assign(head, client, member=ela)
    assert not within_reach(ela).exists()


def test_whoever_is_removed_from_the_office_loses_its_clients_in_the_same_commit():
    office, head = factory.office()
    ela, jan = factory.employee(office), factory.employee(office)
    shared, alone = factory.client(office, "A"), factory.client(office, "B")
    for client, person in ((shared, ela), (alone, ela), (shared, jan)):
        factory.assign(client, person)

    remove_member(head, place(office, ela))

    assert not Assignment.objects.filter(member=ela, ended_at=None).exists()
    assert [one.member for one in people_of(shared)] == [jan]
    assert [one.facts["client"] for one in events("client.unassigned")] == ["A", "B"]
    (event,) = events("client.left_alone")
    assert (event.person, event.facts["count"], event.facts["clients"]) == (ela, 1, [alone.pk])


def test_the_page_before_removing_names_the_clients_that_nobody_would_serve():
    office, _head = factory.office()
    ela = factory.employee(office)
    for name in "ABCDEFG":
        factory.assign(factory.client(office, name), ela)

    told = " ".join(of_disconnecting(place(office, ela)))

    assert "They no longer serve 7 clients of the office." in told
    assert "Nobody else serves: A, B, C, D, E …." in told


def test_somebody_whose_clients_all_have_others_leaves_nobody_alone():
    office, head = factory.office()
    ela, client = factory.employee(office), factory.client(office)
    factory.assign(client, ela)
    factory.assign(client, head)

    remove_member(head, place(office, ela))

    assert not events("client.left_alone")


def test_a_removed_person_who_comes_back_gets_no_clients_by_that():
    office, head = factory.office()
    ela, client = factory.employee(office), factory.client(office)
    factory.assign(client, ela)
    remove_member(head, place(office, ela))

    factories.membership(office, ela)

    assert not within_reach(ela).exists()


def test_a_lower_role_sees_only_its_own_clients_from_then_on():
    office, head = factory.office()
    adam = factory.employee(office, Role.ADMINISTRATOR)
    own, _other = factory.client(office, "Own"), factory.client(office, "Other")
    factory.assign(own, adam)
    assert within_reach(adam).count() == 2

    change_role(head, place(office, adam), role=Role.USER)

    assert list(within_reach(adam)) == [own]


def test_rights_that_nobody_had_checked_end_together_with_the_clients():
    office, _head = factory.office()
    office.known_at = None
    office.save()
    ela = factories.person()
    factories.membership(office, ela, Role.USER, proven=False)
    factory.assign(factory.client(office), ela)

    become_known([office.pk])

    assert not within_reach(ela).exists()
    assert not Assignment.objects.filter(ended_at=None).exists()
