"""Licenses and the clients of an office are registered from the program."""

from __future__ import annotations

import pytest

from klucznik_client import NotSignedIn, Refused
from tests.sdk.test_sign_in import signed_in

ALFA = "PL5252248481"


def test_a_license_is_registered_for_a_company_of_the_person(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt")
    client = signed_in(computer(), portal)

    registration = client.register("gt12-7f3k", tax_id=ALFA, seller="Partner Beta")

    assert registration.status == "registered"
    assert not registration.is_awaiting
    assert portal.world.licenses["GT127F3K"].status == "registered"


def test_an_education_license_awaits_the_vendor(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", needs_acceptance=True)
    client = signed_in(computer(), portal)

    assert client.register("GT127F3K", tax_id=ALFA).is_awaiting


def test_nobody_registers_without_signing_in(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt")

    with pytest.raises(NotSignedIn):
        computer().start().register("GT127F3K", tax_id=ALFA)
    assert not portal.requests


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"number": "XX99XX99"}, "license_unknown", "number"),
        ({"tax_id": "PL1111111111"}, "company_unknown", "tax_id"),
        ({"statements": ["license_terms"]}, "statements_missing", "statements"),
    ],
)
def test_a_refusal_names_its_code_its_field_and_a_sentence(computer, portal, changes, code, field):
    portal.add_license("GT127F3K", "subiekt-gt")
    client = signed_in(computer(), portal)

    with pytest.raises(Refused) as refused:
        client.register(**({"number": "GT127F3K", "tax_id": ALFA} | changes))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value)


def test_an_office_registers_its_clients_by_sign_in_or_by_the_activation_code(computer, portal):
    license = portal.add_license("RA127F3K", "rachmistrz-gt", variant="office", size=2)
    client = signed_in(computer(), portal, program="rachmistrz-gt")
    registration = client.register("RA127F3K", tax_id=ALFA)

    client.register_entity(registration.license, tax_id="PL7010023466", name="Klient 1")
    without_person = computer("DOM").start("rachmistrz-gt")
    without_person.register_entity_by_code(
        "RA127F3K", license.code, tax_id="PL9542583988", name="Klient 2"
    )

    assert registration.activation_code_sent
    assert license.entities == ["PL7010023466", "PL9542583988"]
    with pytest.raises(Refused) as refused:
        client.register_entity(registration.license, tax_id="PL1234563218", name="Klient 3")
    assert refused.value.code == "no_entity_left"


def test_the_number_alone_registers_no_entity(computer, portal):
    portal.add_license("RA127F3K", "rachmistrz-gt", variant="office")
    client = computer().start("rachmistrz-gt")

    with pytest.raises(Refused) as refused:
        client.register_entity_by_code("RA127F3K", "", tax_id="PL7010023466", name="Klient")
    assert refused.value.code == "code_wrong"
