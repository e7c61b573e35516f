"""Entities: the company's own one, clients of an office up to the size, by program, by code and in the portal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from klucznik.companies.registries import RegisteredCompany
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.entities import end_entity, register_entity
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.errors import (
    EntityAlreadyThere,
    EntityLimitReached,
    NotPossibleNow,
    OnlyForOffices,
    OnlyOwnEntity,
)
from klucznik.licensing.models import Entity, Extension, License
from klucznik.licensing.numbers import activation_code
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED

SignIn = Callable[..., Client]


def client_of(license: License, number: str = "", name: str = "Klient") -> Entity:
    tax_id = TaxId.parse(number or factories.tax_number())
    return register_entity(None, license, tax_id=tax_id, name=name, kind="client", source="portal")


def own_of(license: License) -> Entity:
    own = license.company
    return register_entity(
        None, license, tax_id=own.tax_id, name=own.name, kind="own", source="program"
    )


def test_an_office_registers_as_many_as_its_license_is_large(cast: Cast) -> None:
    license = lines.office_license(cast.alfa, size=3)
    own_of(license)
    client_of(license)
    client_of(license)

    with pytest.raises(EntityLimitReached) as refused:
        client_of(license)

    assert "covers 3 entities" in str(refused.value)
    assert Event.objects.filter(kind=Kind.ENTITY_REGISTERED, company=cast.alfa).count() == 3


def test_an_extension_makes_room_and_an_end_too(cast: Cast) -> None:
    license = lines.office_license(cast.alfa, size=1)
    first = client_of(license)
    Extension.objects.create(
        license=license, metric="entities", amount=1, starts_on=date(2020, 1, 1)
    )
    client_of(license)
    end_entity(cast.anna, first)
    end_entity(cast.anna, first)

    again = client_of(license, first.tax_number)

    assert again.pk != first.pk
    assert Entity.objects.active().filter(license=license).count() == 2
    assert Event.objects.filter(kind=Kind.ENTITY_ENDED).count() == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"variant": "standard"}, OnlyForOffices),
        ({"variant": "office", "product": "own"}, OnlyOwnEntity),
        ({"variant": "office", "status": "unregistered"}, NotPossibleNow),
        ({"variant": "office", "status": "suspended"}, NotPossibleNow),
    ],
)
def test_clients_only_where_an_office_may(
    cast: Cast, fields: dict[str, Any], refusal: type[DomainError]
) -> None:
    product = lines.gt() if fields.pop("product", "") else lines.office()
    license = factories.license(cast.alfa, product=product, **fields)

    with pytest.raises(refusal):
        client_of(license)


def test_the_own_entity_has_the_tax_id_of_the_company(cast: Cast) -> None:
    license = factories.license(cast.alfa, product=lines.gt())
    other = TaxId.parse(factories.tax_number())

    with pytest.raises(OnlyOwnEntity):
        register_entity(None, license, tax_id=other, name="X", kind="own", source="program")
    assert own_of(license).kind == "own"
    with pytest.raises(EntityAlreadyThere):
        own_of(license)


def test_the_own_company_is_own_whatever_it_is_called(cast: Cast) -> None:
    license = lines.office_license(cast.alfa)

    assert client_of(license, cast.alfa.tax_number).kind == Entity.Kind.OWN


# --- from a program


def post(browser: Client, license: License, **asked: Any) -> Any:
    body = {"tax_id": factories.tax_number(), "name": "Klient", "kind": "client"} | asked
    address = f"/api/v1/licenses/{license.public_id}/entities"
    return browser.post(address, json.dumps(body), content_type="application/json")


def test_a_program_registers_a_client(cast: Cast, sign_in: SignIn) -> None:
    license = lines.office_license(cast.alfa, size=1)

    answer = post(sign_in(cast.bartek), license)
    full = post(sign_in(cast.bartek), license)

    entity = Entity.objects.get()
    assert answer.status_code == 201
    assert answer.json()["id"] == entity.public_id
    assert (entity.source, entity.registered_by) == ("program", cast.bartek)
    assert (full.status_code, full.json()["title"]) == (409, "entity_limit_reached")


def test_users_may_not_and_strangers_find_nothing(cast: Cast, sign_in: SignIn) -> None:
    license = lines.office_license(cast.alfa)

    assert post(sign_in(cast.bogna), license).status_code == 403
    assert post(sign_in(cast.celina), license).status_code == 404
    assert post(Client(), license).status_code == 401


# --- by the activation code, without a sign-in


def by_code(license: License | None, **asked: Any) -> Any:
    body = {"tax_id": factories.tax_number(), "name": "Klient"}
    if license is not None:
        code = activation_code(license.public_id, license.code_nonce)
        body |= {"number": license.number, "activation_code": code}
    return Client().post(
        "/api/v1/entities/by-code", json.dumps(body | asked), content_type="application/json"
    )


@pytest.fixture
def coded(cast: Cast) -> License:
    waiting = lines.unregistered(cast.alfa, lines.office(), variant="office", amount=2)
    register_license(cast.anna, waiting, way="online", statements=STATED)
    return License.objects.get(pk=waiting.pk)


def test_number_and_code_register_an_entity(cast: Cast, coded: License) -> None:
    code = activation_code(coded.public_id, coded.code_nonce)

    own = by_code(coded, tax_id=cast.alfa.tax_id_display, activation_code=code.lower())
    client = by_code(coded, number=coded.number.lower().replace("-", " "))
    full = by_code(coded)

    assert (own.status_code, own.json()["kind"]) == (201, "own")
    assert (client.status_code, client.json()["kind"]) == (201, "client")
    assert (full.status_code, full.json()["title"]) == (409, "entity_limit_reached")
    assert not Entity.objects.exclude(source="code", registered_by=None).exists()


def test_a_wrong_code_and_an_unknown_number_read_alike(cast: Cast, coded: License) -> None:
    plain = factories.license(cast.alfa, product=lines.nexo())
    answers = [
        by_code(coded, activation_code="AAAAA-AAAAA-AAAAA"),
        by_code(coded, number="NIKT1-2-3-4"),
        by_code(plain),  # a code is derived from its empty nonce, too; it opens nothing
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not Entity.objects.exists()


def test_guessing_a_code_ends_for_that_license_from_everywhere(coded: License) -> None:
    for number in range(10):
        by_code(coded, activation_code=f"AAAAA-AAAAA-{number:05d}")

    assert by_code(coded).status_code == 429
    assert not Entity.objects.exists()


def test_what_succeeds_is_not_counted(coded: License) -> None:
    License.objects.filter(pk=coded.pk).update(amount=30)

    assert {by_code(coded).status_code for _ in range(12)} == {201}


# --- in the portal


class Register:
    """Stands in for an official register."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        return RegisteredCompany("Z rejestru", "", "", "") if tax_id.number[-1] in "02468" else None


def at(license: License, *more: str) -> str:
    return "/".join([license.get_absolute_url().rstrip("/"), "entities", *more, ""])


def test_the_page_lists_adds_and_ends(cast: Cast, sign_in: SignIn) -> None:
    license, browser = lines.office_license(cast.alfa, size=2), sign_in(cast.bartek)
    number = factories.tax_number()

    empty = browser.get(at(license)).content.decode()
    added = browser.post(at(license, "add"), {"tax_id": number, "name": "Klient"}, follow=True)
    entity = Entity.objects.get()
    asked = browser.get(at(license, entity.public_id, "end")).content.decode()
    ended = browser.post(at(license, entity.public_id, "end"), follow=True).content.decode()

    assert "No entity is registered yet" in empty
    assert "Klient is registered." in added.content.decode()
    assert "1 of 2 entities registered" in added.content.decode()
    assert TaxId.parse(number).display in asked
    assert "0 of 2 entities registered" in ended
    assert browser.get(at(license, entity.public_id, "end")).status_code == 404


def test_the_name_comes_from_the_register_where_there_is_one(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.REGISTRY = f"{__name__}.Register"
    license, browser = lines.office_license(cast.alfa, size=9), sign_in(cast.bartek)
    numbers = [factories.tax_number() for _ in range(12)]
    known = next(one for one in numbers if one[-1] in "02468")
    unknown = next(one for one in numbers if one[-1] not in "02468")

    browser.post(at(license, "add"), {"tax_id": known, "name": ""})
    missing = browser.post(at(license, "add"), {"tax_id": unknown, "name": ""})

    assert Entity.objects.get().name == "Z rejestru"
    assert missing.status_code == 422
    assert "Enter the name of the entity." in missing.content.decode()


def test_a_refusal_stands_at_its_field(cast: Cast, sign_in: SignIn) -> None:
    license, browser = factories.license(cast.alfa, product=lines.gt()), sign_in(cast.bartek)

    answer = browser.post(at(license, "add"), {"tax_id": factories.tax_number(), "name": "Obcy"})

    assert answer.status_code == 422
    assert "accounting offices" in answer.content.decode()
    assert 'value="Obcy"' in answer.content.decode()


def test_entities_are_found_and_come_fifty_at_a_time(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    license, browser = lines.office_license(cast.alfa, size=200), sign_in(cast.bartek)
    Entity.objects.bulk_create(
        Entity(
            license=license,
            kind="client",
            tax_number=f"{number:010d}",
            name=f"Klient {number:03d}",
            source="program",
        )
        for number in range(120)
    )

    with django_assert_max_num_queries(16):
        first = browser.get(at(license)).content.decode()
    found = browser.get(at(license), {"q": "klient 077"}).content.decode()
    by_number = browser.get(at(license), {"q": "000-000-01"}).content.decode()

    assert first.count("<tr>") == 51
    assert 'rel="next"' in first
    assert found.count("<tr>") == 2
    assert by_number.count("<tr>") == 1 + 20
    assert "No entity found" in browser.get(at(license), {"q": "nikt"}).content.decode()


def test_who_sees_the_entities(cast: Cast, sign_in: SignIn) -> None:
    license = lines.office_license(cast.alfa)
    entity = client_of(lines.office_license(cast.beta, number="BETA9-1-2-3"))

    assert sign_in(cast.bogna).get(at(license)).status_code == 403
    assert sign_in(cast.celina).get(at(license)).status_code == 404
    foreign = sign_in(cast.bartek).post(at(license, entity.public_id, "end"))
    assert foreign.status_code == 404
