"""The pages on which an office says who serves whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.mail.models import SentEmail
from klucznik.members.actions.people import remove_member
from klucznik.offices.opening import within_reach
from klucznik.offices.serving_people import loads, people_of
from tests.offices import factory
from tests.offices.sharing import text_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """An office with an employee who serves three clients, another who serves none, and a client without anybody."""
    made, head = factory.office()
    made.head = head
    made.ela, made.jan = factory.employee(made), factory.employee(made)
    made.clients = [factory.client(made, name) for name in ("Alpaka", "Bocian", "Czapla")]
    for client in made.clients:
        factory.assign(client, made.ela)
    made.alone = factory.client(made, "Sam Jeden")
    return made


def url(name: str, office, *more: str) -> str:
    return reverse(f"offices:{name}", args=[office.public_id, *more])


def place(office, user) -> str:
    return Membership.objects.get(company=office, user=user).public_id


def test_the_office_sees_who_serves_how_many_and_how_many_nobody_serves(office, sign_in):
    shown = sign_in(office.head).get(url("people", office)).content.decode()

    assert "Nobody serves 1 client" in shown
    assert url("left_alone", office) in shown
    assert url("person", office, place(office, office.ela)) in shown
    assert url("person", office, place(office, office.jan)) not in shown


def test_the_number_of_queries_does_not_grow_with_people_and_clients(office, sign_in):
    browser = sign_in(office.head)
    browser.get(url("people", office))
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(url("people", office))
        counts.append(len(queries))
        for number in range(8):
            factory.assign(factory.client(office, f"Dalszy {number}"), factory.employee(office))

    assert counts[0] == counts[1]


def test_ticked_clients_are_passed_on_without_javascript(office, sign_in, deliver):
    page = url("person", office, place(office, office.ela))
    browser = sign_in(office.head)
    shown = browser.get(page).content.decode()
    assert all(client.public_id in shown for client in office.clients)
    assert office.alone.public_id not in shown

    answer = browser.post(
        page,
        {
            "client": [one.public_id for one in office.clients[:2]],
            "people": [office.jan.public_id],
        },
    )
    deliver()

    assert answer.url == url("people", office)
    assert loads(office) == {office.jan.pk: 2, office.ela.pk: 1}
    given = SentEmail.objects.get(message="offices/emails/clients_given")
    taken = SentEmail.objects.get(message="offices/emails/clients_taken")
    assert (given.recipient, given.context["count"]) == (office.jan, 2)
    assert (taken.recipient, taken.context["count"]) == (office.ela, 2)


def test_one_tick_passes_all_of_them_on_also_those_of_further_pages(office, sign_in):
    page = url("person", office, place(office, office.ela))

    sign_in(office.head).post(page, {"all": "1", "people": [office.jan.public_id]})

    assert loads(office) == {office.jan.pk: 3}


def test_what_is_missing_is_said_and_nothing_that_was_chosen_is_lost(office, sign_in):
    page = url("person", office, place(office, office.ela))
    browser = sign_in(office.head)
    ticked = office.clients[0].public_id

    nobody = browser.post(page, {"client": [ticked]})
    nothing = browser.post(page, {"people": [office.jan.public_id]})

    assert nobody.status_code == nothing.status_code == 422
    assert f'value="{ticked}" checked' in nobody.content.decode()
    assert "Choose who takes the clients over." in nobody.content.decode()
    assert "Choose at least one client." in nothing.content.decode()
    assert loads(office) == {office.ela.pk: 3}


def test_clients_of_others_do_not_move_with_a_forged_tick(office, sign_in):
    other, _head = factory.office("Biuro Bilans")
    foreign = factory.client(other)
    page = url("person", office, place(office, office.ela))

    answer = sign_in(office.head).post(
        page,
        {
            "client": [foreign.public_id, office.alone.public_id],
            "people": [office.jan.public_id],
        },
    )

    assert answer.status_code == 422
    assert not within_reach(office.jan).exists()


def test_clients_that_nobody_serves_are_given_to_somebody(office, sign_in):
    page = url("left_alone", office)
    browser = sign_in(office.head)
    assert "Sam Jeden" in browser.get(page).content.decode()

    browser.post(page, {"all": "1", "people": [office.jan.public_id]})

    assert list(within_reach(office.jan)) == [office.alone]
    assert "There is nothing to pass on" in browser.get(page).content.decode()


def test_the_people_of_one_client_are_chosen_together(office, sign_in, deliver):
    client = office.clients[0]
    page = url("client_people", office, client.public_id)
    browser = sign_in(office.head)
    shown = browser.get(page).content.decode()
    assert "Ela Biurowa, 3 clients" in shown

    answer = browser.post(page, {"people": [office.jan.public_id, office.head.public_id]})
    deliver()

    assert answer.url == client.get_absolute_url()
    assert {one.member for one in people_of(client)} == {office.jan, office.head}
    given = SentEmail.objects.filter(message="offices/emails/clients_given")
    assert [(row.recipient, row.context["client"]) for row in given] == [(office.jan, "Alpaka")]
    assert "You find this client among the clients of the office" in text_to(office.jan.email)


def test_nobody_is_an_answer_too(office, sign_in):
    client = office.clients[0]

    sign_in(office.head).post(url("client_people", office, client.public_id), {})

    assert people_of(client) == []


def test_somebody_without_a_role_is_not_offered_and_not_taken(office, sign_in):
    associated = factory.employee(office, Role.ASSOCIATED)
    page = url("client_people", office, office.alone.public_id)
    browser = sign_in(office.head)
    assert associated.public_id not in browser.get(page).content.decode()

    answer = browser.post(page, {"people": [associated.public_id]})

    assert answer.status_code == 422
    assert people_of(office.alone) == []


def test_employees_and_strangers_do_not_get_to_these_pages(office, sign_in):
    _other, stranger = factory.office("Biuro Bilans")
    pages = [
        url("people", office),
        url("left_alone", office),
        url("person", office, place(office, office.ela)),
        url("client_people", office, office.clients[0].public_id),
    ]

    for page in pages:
        assert sign_in(office.ela).get(page).status_code == 403
        assert sign_in(stranger).get(page).status_code == 404


def test_the_pages_know_only_people_and_clients_of_this_office(office, sign_in):
    other, head = factory.office("Biuro Bilans")
    foreign = factory.client(other)
    browser = sign_in(office.head)

    for page in (
        url("person", office, place(other, head)),
        url("client_people", office, foreign.public_id),
    ):
        assert browser.get(page).status_code == 404


def test_administrators_learn_which_clients_have_nobody_after_somebody_left(
    office, sign_in, deliver
):
    administrator = factory.employee(office, Role.ADMINISTRATOR)
    factory.assign(office.clients[0], office.jan)

    remove_member(office.head, Membership.objects.get(company=office, user=office.ela))
    deliver()

    told = SentEmail.objects.filter(message="offices/emails/clients_left_alone")
    assert {row.recipient for row in told} == {office.head, administrator}
    row = told.first()
    assert (row.context["names"], row.context["count"]) == (["Bocian", "Czapla"], 2)
