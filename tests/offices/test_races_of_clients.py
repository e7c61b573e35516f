"""Forty at once on the last place of an office: one gets it, and there is never one too many."""

from __future__ import annotations

import os
from functools import partial

import pytest

from klucznik.companies.models import Role
from klucznik.companies.tax_ids import TaxId
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.actions.clients import end_client, register_client
from klucznik.offices.errors import ClientEnded
from klucznik.offices.errors.clients import ClientAlreadyThere, ClientLimitReached
from klucznik.offices.limits import clients_of
from klucznik.offices.models import Client
from tests import factories
from tests.devices.test_races_for_seats import together
from tests.offices import factory

ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (2, 40)
pytestmark = pytest.mark.django_db(transaction=True)


def registers(office, head, number: str = ""):
    return partial(
        register_client,
        head,
        office,
        program=factory.program(),
        tax_id=TaxId("PL", number or factories.tax_number()),
        name="Klient",
        source="portal",
    )


@pytest.mark.parametrize("number", range(ROUNDS))
def test_forty_at_once_get_no_more_than_the_last_place(number: int) -> None:
    office, head = factory.office(entities=3)
    for _ in range(2):
        factory.client(office)

    done = together([registers(office, head) for _ in range(AT_ONCE)])

    counter = clients_of(office, factory.program())
    assert (counter.used, counter.most) == (3, 3)
    assert sum(isinstance(one, ClientLimitReached) for one in done) == AT_ONCE - 1
    assert sum(isinstance(one, Client) for one in done) == 1
    assert Event.objects.filter(kind=Kind.CLIENT_REGISTERED, company=office).count() == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_same_firm_forty_times_is_one_client(number: int) -> None:
    office, head = factory.office(entities=30)
    tax_number = factories.tax_number()

    done = together([registers(office, head, tax_number) for _ in range(AT_ONCE)])

    assert Client.objects.filter(office=office).count() == 1
    assert sum(isinstance(one, ClientAlreadyThere) for one in done) == AT_ONCE - 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_freeing_and_taking_at_once_never_makes_one_too_many(number: int) -> None:
    office, head = factory.office(entities=2)
    clients = [factory.client(office) for _ in range(2)]
    others = [factories.person() for _ in range(3)]
    for one in others:
        factories.membership(office, one, Role.ADMINISTRATOR)

    done = together(
        [partial(end_client, one, clients[0]) for one in others]
        + [registers(office, head) for _ in range(AT_ONCE - len(others))]
    )

    assert clients_of(office, factory.program()).used <= 2
    assert sum(isinstance(one, ClientEnded) for one in done) == len(others) - 1
    assert Event.objects.filter(kind=Kind.CLIENT_ENDED, company=office).count() == 1
