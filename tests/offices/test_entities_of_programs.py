"""F13: a program registers its entity as a client, as the own one, or later; the account has to be the right one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import Entity
from klucznik.limits.rules import LIMITS, Limit
from klucznik.offices.models import Client
from tests import factories
from tests.offices import factory
from tests.offices.talking import books_of, entity

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()


def test_a_client_of_the_office_is_registered_under_the_product_that_shares(office, sign_in):
    company, head = office

    answer = entity(sign_in(head), books_of(company), tax_id="526-104-08-28")

    assert answer.status_code == 201
    told = answer.json()
    assert (told["company"], told["state"]) == (company.public_id, "registered")
    assert told["client"]["program"] == "subiekt-123-gt"
    assert (told["client"]["tax_id"], told["entity"]) == ("PL5261040828", None)
    assert Client.objects.get().added_by == head


def test_without_such_a_product_it_is_a_client_on_the_license(cast, sign_in):
    license = factory.books_license(cast.alfa, amount=1)

    first = entity(sign_in(cast.bartek), license)
    full = entity(sign_in(cast.bartek), license)

    assert first.status_code == 201
    assert first.json()["entity"]["kind"] == "client"
    assert first.json()["state"] == "registered"
    assert full.json()["title"] == "entity_limit_reached"
    assert not Client.objects.exists()


def test_the_limit_of_the_office_counts(sign_in):
    company, head = factory.office(entities=1)

    assert entity(sign_in(head), books_of(company)).status_code == 201
    full = entity(sign_in(head), books_of(company))

    assert (full.status_code, full.json()["title"]) == (409, "client_limit_reached")


def test_the_offices_own_books_are_its_own_entity(office, sign_in):
    company, head = office
    own = {"tax_id": str(company.tax_id), "choice": "own"}

    answer = entity(sign_in(head), books_of(company), **own)

    assert answer.json()["entity"]["kind"] == "own"
    assert Entity.objects.get().license == books_of(company)
    as_client = entity(sign_in(head), books_of(company), **own | {"choice": "client"})
    assert as_client.json()["title"] == "client_is_office"
    other = entity(sign_in(head), books_of(company), choice="own")
    assert other.json()["title"] == "only_own_entity"


def test_later_begins_the_days_from_the_first_run(office, sign_in):
    company, head = office
    began = clock.today() - timedelta(days=10)

    answer = entity(
        sign_in(head), books_of(company), choice="later", first_run_on=began.isoformat()
    )

    told = answer.json()
    assert (told["state"], told["client"]["days_left"]) == ("unregistered", 50)
    assert told["read_only_from"] == (began + timedelta(days=60)).isoformat()
    assert "register it" in told["sentence"]
    assert Event.objects.get(kind=Kind.CLIENT_SEEN).actor == head


def test_later_then_registered_is_the_same_client(office, sign_in):
    company, head = office
    browser, number = sign_in(head), factories.tax_number()
    noted = entity(browser, books_of(company), tax_id=number, choice="later").json()

    registered = entity(browser, books_of(company), tax_id=number).json()
    again = entity(browser, books_of(company), tax_id=number, choice="later").json()

    assert registered["client"]["id"] == noted["client"]["id"]
    assert (again["state"], again["client"]) == ("registered", None)
    assert Client.objects.count() == 1


# --- the right account


def test_another_account_reads_which_one_is_connected_and_what_to_do(office, sign_in, cast):
    company, _head = office

    answer = entity(sign_in(cast.anna), books_of(company))

    told = answer.json()
    assert (answer.status_code, told["title"]) == (409, "account_mismatch")
    assert told["account"] == cast.anna.email
    assert told["companies"] == [{"id": cast.alfa.public_id, "name": cast.alfa.name}]
    assert cast.anna.email in told["detail"]
    assert "add that company to this account" in told["detail"]
    assert company.name not in answer.content.decode()
    assert not Client.objects.exists()


def test_a_number_of_others_reads_like_one_that_does_not_exist(office, sign_in, cast):
    company, _head = office
    browser, number = sign_in(cast.anna), factories.tax_number()

    foreign = entity(browser, books_of(company), tax_id=number)
    unknown = entity(browser, "NIEMA-11111-22222-33333", tax_id=number)

    assert foreign.json() == unknown.json()
    for choice in ("own", "later"):
        told = entity(browser, books_of(company), tax_id=number, choice=choice)
        assert told.json()["title"] == "account_mismatch"


def test_numbers_of_others_are_counted_and_ones_own_are_not(office, sign_in, monkeypatch):
    company, head = office
    monkeypatch.setitem(LIMITS, "license.number.account", Limit(3, timedelta(hours=1)))
    browser = sign_in(head)
    for _ in range(5):
        assert entity(browser, books_of(company)).status_code == 201

    # Each shows two numbers, of which one stays counted.
    shown = [entity(browser, books_of(company), f"OBCY{one}-11111").status_code for one in "1234"]

    assert shown == [201, 201, 429, 429]


def test_where_the_client_bought_a_license_only_its_own_account_is_connected(office, sign_in, cast):
    company, head = office
    bought = factories.license(cast.alfa, product=factories.product())
    numbers, own = (books_of(company), bought), {"tax_id": str(cast.alfa.tax_id)}

    for choice in ("client", "later"):
        told = entity(sign_in(head), *numbers, **own, choice=choice)
        assert (told.status_code, told.json()["title"]) == (409, "clients_account_only")
        assert cast.alfa.name not in told.content.decode()
    assert not Client.objects.exists()
    # The client's own account registers it as its own; the office's number beside it changes nothing.
    done = entity(sign_in(cast.anna), *numbers, **own, choice="own")
    assert (done.status_code, done.json()["entity"]["kind"]) == (201, "own")


def test_the_clients_own_account_registers_no_client(sign_in, cast):
    told = entity(sign_in(cast.anna), cast.alfa_license, tax_id=str(cast.alfa.tax_id))

    assert told.json()["title"] == "clients_account_only"


def test_an_account_of_no_office_registers_no_client(sign_in, cast):
    told = entity(sign_in(cast.anna), cast.alfa_license)

    assert (told.status_code, told.json()["title"]) == (403, "not_an_office")


def test_of_two_offices_one_is_named(office, sign_in):
    company, head = office
    other, _keeper = factory.office("Inne Biuro")
    factories.membership(other, head, Role.ADMINISTRATOR)
    browser, numbers = sign_in(head), (books_of(company), books_of(other))

    unclear = entity(browser, *numbers)
    named = entity(browser, *numbers, company=other.public_id)
    strange = entity(browser, *numbers, company="0000000000000000")

    assert (unclear.status_code, unclear.json()["title"]) == (409, "several_offices")
    assert {one["id"] for one in unclear.json()["companies"]} == {
        company.public_id,
        other.public_id,
    }
    assert named.json()["company"] == other.public_id
    assert strange.json()["title"] == "account_mismatch"


def test_users_note_and_do_not_register(office, sign_in):
    company, _head = office
    browser = sign_in(factory.employee(company))

    assert entity(browser, books_of(company)).status_code == 403
    assert entity(browser, books_of(company), choice="own").status_code in (403, 409)
    assert entity(browser, books_of(company), choice="later").status_code == 201


@pytest.mark.parametrize(
    "asked",
    [
        {"choice": "never"},
        {"numbers": []},
        {"numbers": ["A"] * 6},
        {"tax_id": "123"},
        {"name": ""},
        {"first_run_on": "wczoraj"},
        {"extra": 1},
    ],
)
def test_what_cannot_be_read_is_refused(office, sign_in, asked):
    company, head = office

    assert entity(sign_in(head), books_of(company), **asked).status_code == 422
