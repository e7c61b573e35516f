"""A program lists, registers, renames, shares with and ends the clients of an office, by the rules of the pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.models import Client, Share
from tests import factories
from tests.offices import factory
from tests.offices.talking import clients_of, send
from tests.programs.asking import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()


def wanted(**more: Any) -> dict[str, Any]:
    asked = {"tax_id": factories.tax_number(), "name": "Piekarnia Kłos"}
    return asked | {"program": "subiekt-123-gt"} | more


def test_a_program_registers_a_client_for_whoever_signed_in(office, sign_in):
    company, head = office
    bearer = {"authorization": f"Bearer {signed_in(head).text}"}

    answer = Browser().post(
        clients_of(company),
        json.dumps(wanted(tax_id="526-104-08-28")),
        content_type="application/json",
        headers=bearer,
    )

    assert answer.status_code == 201
    told = answer.json()
    assert (told["tax_id"], told["state"], told["share"]) == ("PL5261040828", "registered", None)
    client = Client.objects.get()
    assert (client.source, client.added_by) == ("program", head)
    assert Event.objects.get(kind=Kind.CLIENT_REGISTERED).company == company


def test_the_same_key_registers_once(office, sign_in):
    company, head = office
    browser, body = sign_in(head), json.dumps(wanted())

    first, second = (
        browser.post(
            clients_of(company),
            body,
            content_type="application/json",
            headers={"idempotency-key": "register-client-0001"},
        )
        for _ in range(2)
    )

    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Client.objects.count() == 1


def test_what_is_refused_is_told_by_its_code(sign_in):
    company, head = factory.office(entities=1)
    browser = sign_in(head)

    for code, status, body in (
        ("wrong_nip_checksum", 422, wanted(tax_id="5261040829")),
        ("client_is_office", 409, wanted(tax_id=str(company.tax_id))),
        ("program_not_of_office", 409, wanted(program="rachmistrz-gt")),
        ("not_found", 404, wanted(program="nie-ma")),
        ("client_name_is_link", 422, wanted(name="www.kłos.pl")),
        ("malformed", 422, wanted(name="")),
        ("malformed", 422, wanted(country="PL")),
    ):
        answer = send(browser, clients_of(company), **body)
        assert (answer.json()["title"], answer.status_code) == (code, status)
    assert send(browser, clients_of(company), **wanted()).status_code == 201
    full = send(browser, clients_of(company), **wanted())
    assert (full.status_code, full.json()["title"]) == (409, "client_limit_reached")
    assert Client.objects.count() == 1


def test_the_list_pages_and_is_narrowed(office, sign_in, django_assert_max_num_queries):
    company, head = office
    factory.active_share(factory.client(company, "Aaa"))
    for number in range(60):
        factory.client(company, f"Klient {number:02d}")
    late = factory.client(company, "Zzz", registered_at=None, first_run_at=clock.now())
    gone = factory.client(company, "Aab", ended_at=clock.now())
    browser = sign_in(head)

    with django_assert_max_num_queries(14):
        first = browser.get(clients_of(company)).json()
    second = browser.get(clients_of(company), {"after": first["next"]}).json()

    assert (len(first["clients"]), len(second["clients"]), second["next"]) == (50, 12, None)
    assert first["clients"][0]["share"]["state"] == "active"
    assert "number" not in first["clients"][0]["share"]
    assert second["clients"][-1]["days_left"] == 60
    for state, only in (("unregistered", late), ("ended", gone)):
        [told] = browser.get(clients_of(company), {"state": state}).json()["clients"]
        assert told["id"] == only.public_id
    one = browser.get(clients_of(company), {"tax_id": late.tax_id_display}).json()["clients"]
    assert [told["id"] for told in one] == [late.public_id]
    assert browser.get(clients_of(company), {"tax_id": "12"}).status_code == 422


def test_the_places_of_the_office(office, sign_in):
    company, head = office
    factory.share(factory.client(company))

    [told] = sign_in(head).get(clients_of(company, more="/places")).json()

    assert (told["program"], told["product"]) == ("subiekt-123-gt", "subiekt-123")
    assert told["clients"] == {"used": 1, "most": 30, "over": 0}
    assert told["licenses"][0]["shares"] == {"used": 1, "most": 100, "over": 0}


def test_a_new_name_yes_another_tax_id_never(office, sign_in):
    company, head = office
    client = factory.client(company, "Kłos")
    browser = sign_in(head)

    named = send(browser, clients_of(company, client), name="Młyn", tax_id=str(client.tax_id))
    frozen = send(browser, clients_of(company, client), name="X", tax_id=factories.tax_number())

    assert (named.status_code, named.json()["name"]) == (200, "Młyn")
    assert (frozen.status_code, frozen.json()["title"]) == (409, "tax_id_frozen")
    assert "Another number is another client" in frozen.json()["detail"]
    client.refresh_from_db()
    assert client.name == "Młyn"


def test_a_program_shares_with_a_client(office, sign_in):
    company, head = office
    client = factory.client(company, "Kłos")

    answer = send(
        sign_in(head),
        clients_of(company, client, "/share"),
        email="Klient@Example.com",
        street="Lipowa 1",
        postcode="50-001",
        city="Wrocław",
    )

    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["email"]) == ("invited", "klient@example.com")
    share = Share.objects.get()
    assert (share.name, share.offered_by, share.address) == (
        "Kłos",
        head,
        "Lipowa 1, 50-001 Wrocław",
    )
    assert share.number not in answer.content.decode()
    assert Event.objects.filter(kind=Kind.SHARE_OFFERED, company=company).count() == 1


def test_sharing_is_refused_as_on_the_page(office, sign_in):
    company, head = office
    client = factory.client(company)
    waiting = factory.client(company, registered_at=None, first_run_at=clock.now())
    browser = sign_in(head)
    path = clients_of(company, client, "/share")

    assert send(browser, path, email="to nie adres").json()["title"] == "not_an_address"
    other = factories.license(company, product=factories.product()).public_id
    told = send(browser, path, email="k@example.com", license=other).json()
    assert told["title"] == "license_does_not_share"
    unregistered = send(browser, clients_of(company, waiting, "/share"), email="k@example.com")
    assert unregistered.json()["title"] == "client_not_registered"
    for line in ("name", "street", "postcode", "city"):
        told = send(browser, path, email="k@example.com", **{line: "wygrana.pl"})
        assert (told.json()["title"], told.status_code) == ("client_name_is_link", 422)
    assert send(browser, path, email="k@example.com").status_code == 201
    assert send(browser, path, email="k@example.com").json()["title"] == "already_shared"


def test_a_program_ends_the_sharing_and_the_place_is_free(office, sign_in):
    company, head = office
    share = factory.active_share(factory.client(company))
    browser = sign_in(head)
    path = clients_of(company, share.client, "/share")

    answer = browser.delete(path)

    assert answer.status_code == 200
    assert answer.json()["state"] == "reading"
    assert answer.json()["reading_until"] is not None
    share.refresh_from_db()
    assert (share.ended_by, share.ended_side) == (head, "office")
    assert browser.delete(path).status_code == 404


def test_a_program_deregisters_a_client(office, sign_in):
    company, head = office
    share = factory.active_share(factory.client(company))
    browser = sign_in(head)

    answer = browser.delete(clients_of(company, share.client))

    assert (answer.status_code, answer.json()["state"]) == (200, "ended")
    assert answer.json()["share"]["state"] == "reading"
    again = browser.delete(clients_of(company, share.client))
    assert (again.status_code, again.json()["title"]) == (409, "client_ended")


# --- who may


def test_whoever_works_in_the_office_sees_their_own_clients_and_changes_none(office, sign_in):
    company, _head = office
    worker = factory.employee(company)
    own, other = factory.client(company), factory.client(company)
    factory.assign(own, worker)
    browser = sign_in(worker)

    listed = browser.get(clients_of(company)).json()["clients"]

    assert [told["id"] for told in listed] == [own.public_id]
    assert browser.get(clients_of(company, own)).status_code == 200
    assert browser.get(clients_of(company, other)).status_code == 404
    assert browser.get(clients_of(company, more="/places")).status_code == 403
    refused = send(browser, clients_of(company), **wanted())
    assert refused.status_code == 403
    assert "A global administrator of the company can do it" in refused.json()["detail"]
    for client in (own, other):
        assert send(browser, clients_of(company, client), name="X").status_code == 403
        assert browser.delete(clients_of(company, client)).status_code == 403
        share = clients_of(company, client, "/share")
        assert send(browser, share, email="k@example.com").status_code == 403
        assert browser.delete(share).status_code == 403


def test_strangers_and_other_offices_find_nothing(office, sign_in, cast):
    company, _head = office
    client = factory.client(company)
    other, keeper = factory.office("Inne Biuro")
    browser = sign_in(keeper)

    assert browser.get(clients_of(company)).status_code == 404
    assert browser.get(clients_of(other, client)).status_code == 404
    assert browser.delete(clients_of(other, client)).status_code == 404
    assert send(browser, clients_of(other, client), name="X").status_code == 404
    assert Browser().get(clients_of(company)).status_code == 401


def test_a_company_that_is_no_office_reads_why(sign_in, cast):
    told = sign_in(cast.anna).get(clients_of(cast.alfa))

    assert (told.status_code, told.json()["title"]) == (403, "not_an_office")


def test_an_administrator_of_the_office_may_all_of_it(office, sign_in):
    company, _head = office
    browser = sign_in(factory.employee(company, Role.ADMINISTRATOR))

    made = send(browser, clients_of(company), **wanted())

    assert made.status_code == 201
