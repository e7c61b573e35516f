"""What an application learns of whom somebody of an office serves: GET /api/v1/office/clients and below."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Company, FactorDemand, Role
from klucznik.core import clock
from klucznik.members.models import ProductAccess
from klucznik.offices.actions.assigning import unassign
from klucznik.offices.actions.ending import end_share
from klucznik.offices.models import Power, PowerKind, Side
from tests import factories
from tests.offices import factory
from tests.programs.asking import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/office/clients"


@pytest.fixture
def served():
    """A client that Ela serves, with an active share; beside it clients that she does not serve."""
    office, head = factory.office()
    client, ela = factory.client(office, "Piekarnia Rogal"), factory.employee(office)
    factory.assign(client, ela)
    share = factory.active_share(client)
    factory.active_share(factory.client(office, "Kwiaciarnia Mak"))
    return share, ela, head


def ask(sign_in, user, path: str = "", **query: str):
    return sign_in(user).get(f"{ADDRESS}{path}", query)


def test_an_application_finds_whom_the_person_serves_in_all_offices(sign_in, served):
    share, ela, _head = served
    other, _other_head = factory.office("Biuro Bilans")
    factories.membership(other, ela)
    elsewhere = factory.client(other, "Zakład Szewski")
    factory.assign(elsewhere, ela)

    found = ask(sign_in, ela).json()

    assert found["next"] is None
    assert [one["name"] for one in found["clients"]] == ["Piekarnia Rogal", "Zakład Szewski"]
    assert found["clients"][0] == {
        "id": share.client.public_id,
        "name": "Piekarnia Rogal",
        "tax_id": str(share.client.tax_id),
        "office": {"id": share.office.public_id, "name": "Biuro Rachunkowe Saldo"},
        "shared": {
            "product": "subiekt-123",
            "state": "active",
            "starts_on": share.starts_on.isoformat(),
            "company": share.company.public_id,
            "documents": share.company.documents_id,
            "may_work": True,
            "may_read_data": True,
            "may_see_people": True,
        },
    }
    assert found["clients"][1]["shared"] is None


def test_those_who_manage_all_clients_find_all_of_them(sign_in, served):
    _share, _ela, head = served

    names = [one["name"] for one in ask(sign_in, head).json()["clients"]]

    assert names == ["Kwiaciarnia Mak", "Piekarnia Rogal"]


def test_an_application_narrows_the_list_to_those_who_have_its_product(sign_in, served):
    share, ela, _head = served
    factory.assign(factory.client(share.office, "Bez udostępnienia"), ela)
    waiting = factory.client(share.office, "Czeka")
    factory.share(waiting)
    factory.assign(waiting, ela)

    found = ask(sign_in, ela, product="subiekt-123").json()["clients"]

    assert [one["name"] for one in found] == ["Piekarnia Rogal"]
    assert ask(sign_in, ela, product="gestor-gt").json()["clients"] == []


def test_somebody_of_no_office_serves_nobody(sign_in, served):
    share, _ela, _head = served

    assert ask(sign_in, factories.person()).json() == {"clients": [], "next": None}
    assert ask(sign_in, share.accepted_by).json() == {"clients": [], "next": None}


def test_a_long_list_comes_in_pages_and_costs_the_same(
    sign_in, served, django_assert_max_num_queries
):
    share, _ela, head = served
    for number in range(60):
        factory.share(factory.client(share.office, f"Z {number:02d}"))
    browser = sign_in(head)
    browser.get(ADDRESS)

    with django_assert_max_num_queries(10):
        first = browser.get(ADDRESS).json()
    second = browser.get(ADDRESS, {"after": first["next"]}).json()

    assert (len(first["clients"]), len(second["clients"])) == (50, 12)
    assert second["next"] is None


def test_the_access_reads_like_any_other_and_says_how_far_it_goes(sign_in, served):
    share, ela, _head = served

    found = ask(sign_in, ela, f"/{share.client.public_id}/access/subiekt-123").json()

    assert found["url"].endswith(
        f"/companies/{share.office.public_id}/clients/{share.client.public_id}/"
    )
    assert found | {"url": "", "since": ""} == {
        "product": "subiekt-123",
        "name": "Subiekt 123",
        "opens": True,
        "mode": "full",
        "verdict": "opens",
        "sentence": "You can open Subiekt 123 for the client Piekarnia Rogal.",
        "url": "",
        "since": "",
        "until": None,
    }


def test_the_sentence_comes_in_the_language_that_is_asked_for(sign_in, served):
    share, ela, _head = served
    path = f"/{share.client.public_id}/access/subiekt-123"

    polish = ask(sign_in, ela, path, language="pl").json()["sentence"]

    assert polish != ask(sign_in, ela, path).json()["sentence"]


def test_a_program_asks_with_the_token_of_the_person(client, served):
    share, ela, _head = served
    token = signed_in(ela).text

    answer = client.get(ADDRESS, headers={"Authorization": f"Bearer {token}"})

    assert [one["id"] for one in answer.json()["clients"]] == [share.client.public_id]
    assert client.get(ADDRESS).status_code == 401


@pytest.mark.parametrize("path", ["access/subiekt-123", "company", "people"])
def test_whoever_does_not_serve_the_client_finds_nothing(sign_in, served, path):
    share, _ela, _head = served
    _other, other_head = factory.office("Biuro Bilans")

    for person in (
        factory.employee(share.office),
        factory.employee(share.office, Role.ASSOCIATED),
        other_head,
        share.accepted_by,
        factories.person(),
    ):
        answer = ask(sign_in, person, f"/{share.client.public_id}/{path}")
        assert answer.status_code == 404, person


@pytest.mark.parametrize("path", ["access/subiekt-123", "company", "people"])
def test_a_client_that_was_taken_is_gone_with_the_next_request(sign_in, served, path):
    share, ela, head = served
    browser, address = sign_in(ela), f"{ADDRESS}/{share.client.public_id}/{path}"
    assert browser.get(address).status_code == 200

    unassign(head, share.client, member=ela)

    assert browser.get(address).status_code == 404


def test_an_unknown_product_is_not_found(sign_in, served):
    share, ela, _head = served

    answer = ask(sign_in, ela, f"/{share.client.public_id}/access/nie-ma")

    assert answer.status_code == 404


def test_the_company_data_are_read_as_long_as_the_client_lets_the_office(sign_in, served):
    share, ela, _head = served
    Company.objects.filter(pk=share.company_id).update(city="Wrocław", email="biuro@rogal.example")
    path = f"/{share.client.public_id}/company"

    found = ask(sign_in, ela, path).json()
    assert (found["city"], found["email"]) == ("Wrocław", "biuro@rogal.example")

    Power.objects.filter(share=share, kind=PowerKind.DATA).update(ended_at=clock.now())
    answer = ask(sign_in, ela, path)
    assert (answer.status_code, answer.json()["title"]) == (403, "power_missing")
    assert "read the company data" in answer.json()["detail"]


def test_who_opens_the_application_is_seen_as_long_as_the_client_lets_the_office(sign_in, served):
    share, ela, _head = served
    place = share.company.memberships.get()
    ProductAccess.objects.create(membership=place, product=share.product, granted_by=place.user)
    ProductAccess.objects.create(membership=place, product=factory.books(), granted_by=place.user)
    path = f"/{share.client.public_id}/people"

    found = ask(sign_in, ela, path).json()
    assert (found["product"], [one["name"] for one in found["people"]]) == (
        "subiekt-123",
        ["Kamil Kliencki"],
    )
    assert "email" not in found["people"][0]

    Power.objects.filter(share=share, kind=PowerKind.PEOPLE).update(ended_at=clock.now())
    assert ask(sign_in, ela, path).json()["title"] == "power_missing"


@pytest.mark.parametrize("path", ["company", "people"])
def test_after_the_end_the_office_learns_nothing_more(sign_in, served, path):
    share, ela, head = served

    end_share(head, share, side=Side.OFFICE)
    answer = ask(sign_in, ela, f"/{share.client.public_id}/{path}")

    assert (answer.status_code, answer.json()["title"]) == (403, "nothing_shared")


def test_an_office_that_demands_a_second_step_shows_nothing_without_it(sign_in, served):
    share, ela, _head = served
    Company.objects.filter(pk=share.office.pk).update(factor_demand=FactorDemand.EVERYBODY)

    assert ask(sign_in, ela).json()["clients"] == []
    assert ask(sign_in, ela, f"/{share.client.public_id}/company").status_code == 404
    found = ask(sign_in, ela, f"/{share.client.public_id}/access/subiekt-123").json()
    assert (found["opens"], found["verdict"]) == (False, "second_step_missing")
