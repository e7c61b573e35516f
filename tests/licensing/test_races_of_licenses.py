"""At the same moment: the last place of an entity, accepting against declining, registering twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection

from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.entities import register_entity
from klucznik.licensing.actions.registering import (
    accept_registration,
    decline_registration,
    register_license,
)
from klucznik.licensing.models import Entity, License, Registration
from tests import factories
from tests.licensing import lines
from tests.licensing.lines import STATED

ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (5, 8)


def together(acts: list[Callable[[], Any]]) -> list[bool]:
    """All of them at once; whether each was done. Anything but a refusal of ours fails the test."""

    def one(act: Callable[[], Any]) -> bool:
        try:
            return bool(act())
        except DomainError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_last_place_of_an_entity_is_given_once(number: int) -> None:
    license = lines.office_license(factories.company("Biuro"), size=3)
    add = partial(register_entity, None, license, kind="client", source="program", name="Klient")
    for _ in range(2):
        add(tax_id=TaxId.parse(factories.tax_number()))
    numbers = [TaxId.parse(factories.tax_number()) for _ in range(AT_ONCE)]

    done = together([partial(add, tax_id=tax_id) for tax_id in numbers])

    assert done.count(True) == 1
    assert Entity.objects.active().filter(license=license).count() == 3
    assert Event.objects.filter(kind=Kind.ENTITY_REGISTERED).count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_client_sent_many_times_is_there_once(number: int) -> None:
    license = lines.office_license(factories.company("Biuro"), size=100)
    tax_id = TaxId.parse(factories.tax_number())
    add = partial(register_entity, None, license, kind="client", source="code", name="Klient")

    done = together([partial(add, tax_id=tax_id)] * AT_ONCE)

    assert done.count(True) == 1
    assert Entity.objects.filter(license=license).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_registration_is_answered_once(number: int) -> None:
    ewa, company = factories.person("Ewa"), factories.company("Szkoła")
    license = lines.unregistered(company, lines.gt(), variant="education")
    sent = register_license(ewa, license, way="online", statements=STATED)
    accept = partial(accept_registration, ewa, sent)
    decline = partial(decline_registration, ewa, sent, reason="Nie.")

    done = together([accept, decline] * (AT_ONCE // 2))

    now = License.objects.get(pk=license.pk)
    answered = Registration.objects.get(pk=sent.pk)
    assert done.count(True) == 1
    assert now.status == ("registered" if answered.accepted_at else "unregistered")
    assert (now.registered_at is not None) == bool(answered.accepted_at)
    kinds = [Kind.LICENSE_REGISTERED, Kind.LICENSE_REGISTRATION_DECLINED]
    assert Event.objects.filter(kind__in=kinds).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_license_is_registered_once(number: int) -> None:
    anna = factories.person("Anna")
    license = lines.unregistered(factories.company("Firma"), lines.nexo())
    ways = ["online", "file"] * (AT_ONCE // 2)

    done = together(
        [partial(register_license, anna, license, way=way, statements=STATED) for way in ways]
    )

    assert done.count(True) == 1
    assert Registration.objects.filter(license=license).count() == 1
    assert Event.objects.filter(kind=Kind.LICENSE_REGISTERED).count() == 1
