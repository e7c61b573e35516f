"""Clients of an office: registered while the licenses have a place, renamed, and never under another tax ID."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from klucznik.companies.errors import CompanySuspended
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.clients import register_client, rename_client
from klucznik.offices.errors.clients import (
    ClientAlreadyThere,
    ClientIsOffice,
    ClientLimitReached,
    ClientNameIsLink,
    ClientNameMissing,
    ClientNameTooLong,
    ProgramNotOfOffice,
    TaxIdFrozen,
)
from klucznik.offices.limits import clients_of
from klucznik.offices.models import Client
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


def register(office: Company, head, number: str = "", name: str = "Kwiaciarnia Mak", **given):
    tax_id = TaxId.parse(number or factories.tax_number())
    given = {"program": factory.program(), "source": Client.Source.PORTAL} | given
    return register_client(head, office, tax_id=tax_id, name=name, **given)


def test_an_office_registers_a_client_and_its_history_says_so():
    office, head = factory.office()

    client = register(office, head, "5252248481", " Kwiaciarnia  Mak ")

    assert (client.name, client.tax_id) == ("Kwiaciarnia Mak", TaxId("PL", "5252248481"))
    assert client.is_registered
    assert (client.added_by, client.source) == (head, Client.Source.PORTAL)
    event = Event.objects.get(kind=Kind.CLIENT_REGISTERED)
    assert (event.company, event.actor) == (office, head)
    assert event.facts["client"] == "Kwiaciarnia Mak"
    assert event.facts["tax_id"] == "PL5252248481"


def test_a_firm_of_another_country_is_registered_by_its_vat_number():
    office, head = factory.office()

    client = register(office, head, "DE136695976", "Blumen GmbH")

    assert client.tax_id == TaxId("DE", "136695976")


@pytest.mark.parametrize("role", [Role.USER, Role.ASSOCIATED])
def test_whoever_only_serves_clients_registers_none(role: Role):
    office, _head = factory.office()

    with pytest.raises(RightMissing):
        register(office, factory.employee(office, role))

    register(office, factory.employee(office, Role.ADMINISTRATOR))


def test_somebody_of_another_office_registers_none():
    office, _head = factory.office()
    _other, stranger = factory.office("Biuro Bilans")

    with pytest.raises(RightMissing):
        register(office, stranger)


def test_the_right_is_read_as_it_is_now():
    office, head = factory.office()
    factories.membership(office, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    Membership.objects.filter(company=office, user=head).update(ended_at=clock.now())

    with pytest.raises(RightMissing):
        register(office, head)


def test_nothing_is_registered_while_the_vendor_suspended_changes():
    office, head = factory.office()
    Company.objects.filter(pk=office.pk).update(suspended_at=clock.now())

    with pytest.raises(CompanySuspended):
        register(office, head)


def test_the_limit_is_the_sum_of_the_entities_of_the_bookkeeping_licenses():
    office, head = factory.office(entities=1)
    rewizor = factory.product(
        "rewizor-gt", "Rewizor GT", "entities", stored_rules={"entities": "size"}
    )
    factories.license(office, product=rewizor, variant="office", amount=1)
    register(office, head)
    register(office, head)

    with pytest.raises(ClientLimitReached) as refused:
        register(office, head)

    assert "All places for clients are taken: 2 of 2." in str(refused.value)
    assert clients_of(office, factory.program()).used == 2


def test_licenses_of_other_kinds_make_no_room():
    office, head = factory.office(entities=1)
    factory.books_license(office, 50, status="revoked", revoked_at=clock.now())
    factory.books_license(office, 50, valid_to=clock.today() - timedelta(days=200))
    factories.license(office, product=factory.books(), variant="standard", amount=50)
    register(office, head)

    with pytest.raises(ClientLimitReached):
        register(office, head)


def test_without_a_bookkeeping_license_no_client_is_registered():
    office, head = factory.office()
    License.objects.filter(company=office, product=factory.books()).update(status="suspended")

    with pytest.raises(ClientLimitReached):
        register(office, head)


def test_when_the_licenses_shrink_the_clients_stay_and_new_ones_are_refused():
    office, head = factory.office(entities=3)
    for _ in range(3):
        register(office, head)
    License.objects.filter(company=office, product=factory.books()).update(amount=1)

    counter = clients_of(office, factory.program())
    with pytest.raises(ClientLimitReached) as refused:
        register(office, head)

    assert (counter.used, counter.most, counter.over) == (3, 1, 2)
    assert "Those that are registered stay" in str(refused.value)


def test_the_same_tax_id_is_registered_once_for_a_program():
    office, head = factory.office()
    first = register(office, head, "5252248481")

    with pytest.raises(ClientAlreadyThere) as refused:
        register(office, head, "525-224-84-81", "Inna nazwa")

    assert first.name in str(refused.value)
    assert Client.objects.count() == 1


def test_two_offices_may_have_the_same_client():
    office, head = factory.office()
    other, another = factory.office("Biuro Bilans")

    register(office, head, "5252248481")
    register(other, another, "5252248481")

    assert Client.objects.filter(tax_number="5252248481").count() == 2


def test_an_unregistered_client_becomes_registered_and_keeps_its_row():
    office, head = factory.office(entities=1)
    seen = factory.client(office, "ze 123", registered_at=None, first_run_at=clock.now())

    client = register(office, head, seen.tax_number, "Zakład Szewski")

    seen.refresh_from_db()
    assert client.pk == seen.pk
    assert (seen.name, seen.is_registered, seen.days_left) == ("Zakład Szewski", True, None)
    with pytest.raises(ClientLimitReached):
        register(office, head)


def test_an_unregistered_client_takes_no_place_and_needs_one_to_be_registered():
    office, head = factory.office(entities=1)
    seen = factory.client(office, registered_at=None, first_run_at=clock.now())
    register(office, head)

    with pytest.raises(ClientLimitReached):
        register(office, head, seen.tax_number)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        (" \u200b ", ClientNameMissing),
        ("x" * 201, ClientNameTooLong),
        ("Wygraj na www.zle.example", ClientNameIsLink),
    ],
)
def test_a_client_has_a_name_that_an_email_can_carry(name: str, refusal: type[DomainError]):
    office, head = factory.office()

    with pytest.raises(refusal):
        register(office, head, name=name)
    with pytest.raises(refusal):
        rename_client(head, factory.client(office), name=name)


def test_the_office_is_not_its_own_client():
    office, head = factory.office()

    with pytest.raises(ClientIsOffice):
        register(office, head, str(office.tax_id))


@pytest.mark.parametrize(
    "fields", [{"status": "suspended"}, {"status": "revoked", "revoked_at": clock.now()}]
)
def test_a_program_registers_clients_only_with_a_license_that_is_worth_something(fields: dict):
    office, head = factory.office()
    License.objects.filter(company=office, product=factory.program()).update(**fields)

    with pytest.raises(ProgramNotOfOffice):
        register(office, head)
    with pytest.raises(ProgramNotOfOffice):
        register(office, head, program=factory.books())


def test_a_client_is_renamed_and_the_history_keeps_the_old_name():
    office, head = factory.office()
    client = factory.client(office, "Stara")

    rename_client(head, client, name=" Nowa  nazwa ")
    rename_client(head, client, name="Nowa nazwa", tax_id=client.tax_id)

    client.refresh_from_db()
    event = Event.objects.get(kind=Kind.CLIENT_CHANGED)
    assert client.name == "Nowa nazwa"
    assert (event.facts["client"], event.facts["before"]) == ("Nowa nazwa", "Stara")


def test_whoever_serves_a_client_does_not_rename_it():
    office, _head = factory.office()
    client, person = factory.client(office), factory.employee(office)
    factory.assign(client, person)

    with pytest.raises(RightMissing):
        rename_client(person, client, name="Nowa")


def test_the_tax_id_of_a_client_is_never_changed():
    office, head = factory.office()
    client = factory.client(office, tax_number="5252248481")

    with pytest.raises(TaxIdFrozen) as refused:
        rename_client(head, client, name="Nowa", tax_id=TaxId.parse(factories.tax_number()))

    assert "525-224-84-81" in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(pk=client.pk).update(tax_number=factories.tax_number())
