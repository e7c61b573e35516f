"""Many at once: one company per tax ID, one place per person, whatever the order."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.errors import AlreadyMember, CompanyAlreadyThere
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories

ROUNDS = 50 if os.environ.get("KLUCZNIK_DEEP") else 5
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all acts at the same time; the results, a refusal being one."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_eight_founders_one_founds_the_company() -> None:
    for _ in range(ROUNDS):
        people = [factories.person() for _ in range(8)]
        tax_id = TaxId("PL", factories.tax_number())

        results = at_once(
            [
                partial(found_company, person, tax_id=tax_id, statement=True, name="Warsztat")
                for person in people
            ]
        )

        assert sum(isinstance(result, Company) for result in results) == 1
        assert sum(isinstance(result, CompanyAlreadyThere) for result in results) == 7
        assert Membership.objects.filter(company__tax_number=tax_id.number).count() == 1
        assert (
            Event.objects.filter(
                kind=Kind.COMPANY_FOUNDED, company__tax_number=tax_id.number
            ).count()
            == 1
        )


def test_connecting_eight_times_at_once_makes_one_place() -> None:
    for _ in range(ROUNDS):
        company = factories.company()
        license = factories.license(company)
        person = factories.person()

        results = at_once(
            [
                partial(
                    connect_company, person, company, statement=True, license_number=license.number
                )
                for _ in range(8)
            ]
        )

        assert sum(isinstance(result, AlreadyMember) for result in results) == 7
        assert Membership.objects.active().filter(user=person).count() == 1


def test_a_company_becomes_known_once_and_nobody_slips_through() -> None:
    for _ in range(ROUNDS):
        founder = factories.person()
        company = found_company(
            founder, tax_id=TaxId("PL", factories.tax_number()), statement=True, name="Warsztat"
        )

        results = at_once([partial(become_known, [company.pk]) for _ in range(6)])

        assert sorted(map(str, results)) == ["0", "0", "0", "0", "0", "1"]
        assert Membership.objects.get(user=founder).role == Role.ASSOCIATED
