"""Forty programs of an office open the same entity at once: its days begin once, and a registration beats them."""

from __future__ import annotations

import os
from functools import partial

import pytest

from klucznik.companies.tax_ids import TaxId
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.actions.clients import register_client
from klucznik.offices.actions.seen import note_first_run
from klucznik.offices.models import Client
from tests import factories
from tests.devices.test_races_for_seats import together
from tests.offices import factory

ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (1, 40)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_same_entity_forty_times_is_one_client_with_one_first_day(number: int) -> None:
    office, _head = factory.office()
    tax_id, books = TaxId("PL", factories.tax_number()), factory.books()

    done = together([partial(note_first_run, None, office, product=books, tax_id=tax_id)] * AT_ONCE)

    assert {one.pk for one in done} == {Client.objects.get().pk}
    assert Event.objects.filter(kind=Kind.CLIENT_SEEN, company=office).count() == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_registration_among_them_leaves_one_registered_client(number: int) -> None:
    office, head = factory.office()
    tax_id, books = TaxId("PL", factories.tax_number()), factory.books()
    registers = partial(
        register_client,
        head,
        office,
        program=factory.program(),
        tax_id=tax_id,
        name="Klient",
        source="program",
    )

    together(
        [partial(note_first_run, None, office, product=books, tax_id=tax_id)] * (AT_ONCE - 1)
        + [registers]
    )

    assert Client.objects.get().is_registered
