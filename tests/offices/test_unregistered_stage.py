"""A client that nobody registered: its days count from the first run, the program says so, and the office is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.devices.api import pace
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.entities import end_entity, register_entity
from klucznik.limits import rules
from klucznik.limits.models import Tally
from klucznik.offices import unregistered
from klucznik.offices.actions.seen import note_first_run, settle_unregistered
from klucznik.offices.models import Client
from klucznik.offices.tasks import settle_registered_clients
from tests import factories
from tests.devices.ways import plain
from tests.offices import factory
from tests.offices.talking import books_of, program_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def full_buckets() -> None:
    pace.BUCKETS.forget()
    factories.signing_key()


@pytest.fixture
def office() -> Company:
    return factory.office()[0]


def tax_id() -> TaxId:
    return TaxId("PL", factories.tax_number())


# --- what the check answers


def test_a_name_that_no_mail_may_carry_gives_way_to_the_tax_id(office):
    program, client = program_on(books_of(office)), tax_id()

    program.check(entity=client.display, entity_name="wygrana.pl/odbierz")

    assert Client.objects.get(tax_number=client.number).name == client.display


def test_the_first_check_of_a_client_begins_its_days(office):
    program, client = program_on(books_of(office)), tax_id()

    told = program.check(entity=client.display, entity_name="Piekarnia Kłos")

    day = clock.today() + timedelta(days=60)
    assert told["verdict"] == "valid"
    assert told["mode"] == "full"
    assert told["entity"]["tax_id"] == str(client)
    assert told["entity"]["state"] == "unregistered"
    assert told["entity"]["read_only_from"] == day.isoformat()
    assert "not registered" in told["entity"]["sentence"]
    row = Client.objects.get()
    assert (row.name, row.program, row.source) == ("Piekarnia Kłos", factory.program(), "program")
    assert row.days_left == 60
    seen = Event.objects.get(kind=Kind.CLIENT_SEEN)
    assert (seen.company, seen.facts["client"]) == (office, "Piekarnia Kłos")


def test_a_second_check_changes_nothing(office, travel):
    program, client = program_on(books_of(office)), tax_id()
    first = program.check(entity=str(client))["entity"]
    travel(days=10)

    assert program.check(entity=str(client))["entity"] == first
    assert Client.objects.count() == 1
    assert Event.objects.filter(kind=Kind.CLIENT_SEEN).count() == 1


def test_after_its_days_the_client_can_only_be_read_and_a_registration_opens_it(office, travel):
    program, client = program_on(books_of(office)), tax_id()
    program.check(entity=str(client))
    travel(days=59)
    assert program.check(entity=str(client))["entity"]["state"] == "unregistered"
    travel(days=1)

    told = program.check(entity=str(client))

    assert told["entity"]["state"] == "read_only"
    assert "Nothing is deleted" in told["entity"]["sentence"]
    # The program itself goes on: only this entity is read.
    assert (told["verdict"], told["mode"]) == ("valid", "full")
    Client.objects.update(registered_at=clock.now())
    again = program.check(entity=str(client))["entity"]
    assert (again["state"], again["read_only_from"]) == ("registered", None)


def test_what_is_said_of_an_entity_is_signed(office):
    program, client = program_on(books_of(office)), tax_id()
    told = program.check(entity=str(client))

    said = {name: told["entity"][name] for name in ("tax_id", "state", "read_only_from")}
    assert signed_in(told)["entity"] == said
    assert "entity" not in signed_in(program.check())


def signed_in(told: dict[str, Any]) -> dict[str, Any]:
    """The content of the signed line."""
    content: dict[str, Any] = plain(json.dumps(told).encode())["payload"]
    return content


def test_registered_are_the_office_itself_its_clients_and_entities_of_its_licenses(office):
    program = program_on(books_of(office))
    client = factory.client(office)
    entity = tax_id()
    register_entity(
        None, books_of(office), tax_id=entity, name="Klient", kind="client", source="portal"
    )

    for known in (office.tax_id, client.tax_id, entity):
        assert program.check(entity=str(known))["entity"]["state"] == "registered"
    assert Client.objects.unregistered().count() == 0


def test_another_offices_registration_does_not_count(office):
    other, _head = factory.office("Inne Biuro")
    client = factory.client(other)

    told = program_on(books_of(office)).check(entity=str(client.tax_id))

    assert told["entity"]["state"] == "unregistered"


@pytest.mark.parametrize("asked", ["", "111", "nie ma", "PL1111111112"])
def test_what_is_no_tax_id_says_nothing_and_the_verdict_comes_all_the_same(office, asked):
    told = program_on(books_of(office)).check(entity=asked)

    assert (told["verdict"], told["entity"]) == ("valid", None)
    assert not Client.objects.exists()


def test_a_license_of_no_office_a_freed_device_and_a_bare_number_learn_nothing(office, cast):
    client = factory.client(office)
    freed = program_on(books_of(office))
    Activation.objects.update(ended_at=clock.now(), ended=Activation.Ended.ITSELF)
    bare = program_on(books_of(office), how=Activation.How.NUMBER)
    strange = program_on(cast.alfa_license)

    for program in (freed, bare, strange):
        assert program.check(entity=str(client.tax_id))["entity"] is None
        assert program.check(entity=str(tax_id()))["entity"] is None
    assert Client.objects.unregistered().count() == 0


def test_a_program_that_invents_entities_is_answered_and_nothing_is_kept(office, monkeypatch):
    small = rules.Limit(2, rules.DAY)
    monkeypatch.setitem(rules.LIMITS, "client.seen.office", small)
    program = program_on(books_of(office))

    told = [program.check(entity=str(tax_id()))["entity"] for _ in range(4)]

    assert {one["state"] for one in told} == {"unregistered"}
    assert len({one["read_only_from"] for one in told}) == 1
    assert Client.objects.count() == 2
    assert Tally.objects.exists()


# --- from when the days count


def test_ending_and_noting_a_client_again_brings_no_new_days(office, travel):
    program, client = program_on(books_of(office)), tax_id()
    first = program.check(entity=str(client))["entity"]["read_only_from"]
    travel(days=50)
    Client.objects.update(ended_at=clock.now())

    assert program.check(entity=str(client))["entity"]["read_only_from"] == first
    travel(days=10)
    assert program.check(entity=str(client))["entity"]["state"] == "read_only"


def test_a_program_may_say_that_it_ran_before(office):
    client, today = tax_id(), clock.today()
    books = factory.books()
    note_first_run(None, office, product=books, tax_id=client)

    earlier = today - timedelta(days=20)
    row = note_first_run(None, office, product=books, tax_id=client, first_run_on=earlier)
    later = today + timedelta(days=20)
    same = note_first_run(None, office, product=books, tax_id=client, first_run_on=later)

    assert row is not None
    assert same is not None
    assert row.pk == same.pk
    assert same.days_left == 40


def test_nothing_is_noted_of_a_registered_client(office):
    client = factory.client(office)

    assert note_first_run(None, office, product=factory.books(), tax_id=client.tax_id) is None
    assert Client.objects.count() == 1


def test_without_a_product_that_shares_the_client_is_noted_under_the_program(cast):
    license = factory.books_license(cast.alfa)

    row = note_first_run(None, cast.alfa, product=license.product, tax_id=tax_id())

    assert row is not None
    assert row.program == license.product


# --- registered another way


def test_an_entity_on_a_license_ends_the_days_of_the_client(office, travel):
    client = tax_id()
    row = note_first_run(None, office, product=factory.books(), tax_id=client)
    assert row is not None
    assert not settle_unregistered(row)
    entity = register_entity(
        None, books_of(office), tax_id=client, name="Klient", kind="client", source="program"
    )

    assert not unregistered.turning(office).exists()
    settle_registered_clients()
    settle_registered_clients()

    row.refresh_from_db()
    assert row.ended_at is not None
    assert Event.objects.filter(kind=Kind.CLIENT_SETTLED, company=office).count() == 1
    end_entity(None, entity)
    travel(days=61)
    program = program_on(books_of(office))
    assert program.check(entity=str(client))["entity"]["state"] == "read_only"
