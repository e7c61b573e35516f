"""Registers fill in the data of a company that nobody knows yet; people may change all of it."""

from __future__ import annotations

from typing import Any

import pytest

from klucznik.companies.registries import RegisteredCompany, has_registry, registry
from klucznik.companies.tax_ids import TaxId
from tests.cast import Cast
from tests.stub import register_shapes as shapes
from tests.stub.registers import StubRegisters

ALFA, GERMAN = TaxId("PL", shapes.LIMITED), TaxId("DE", "136695976")


def test_the_page_of_a_new_company_comes_filled_in(
    cast: Cast, stub: StubRegisters, sign_in: Any
) -> None:
    browser = sign_in(cast.dorota)
    there = browser.post("/companies/connect/", {"tax_id": shapes.LIMITED}).headers["Location"]

    page = browser.get(there).content.decode()

    assert 'value="ul. Długa 7/2"' in page
    assert 'value="30-001"' in page
    assert 'value="Kraków"' in page


def test_without_an_answer_people_type(cast: Cast, stub: StubRegisters, sign_in: Any) -> None:
    browser = sign_in(cast.dorota)
    there = browser.post("/companies/connect/", {"tax_id": shapes.LIMITED}).headers["Location"]
    stub.befall("regon", "500")
    stub.befall("ceidg", "html")
    stub.befall("vies", "MS_UNAVAILABLE")

    answer = browser.get(there)

    assert answer.status_code == 200
    assert "Kraków" not in answer.content.decode()


@pytest.mark.django_db
def test_only_registers_with_room_for_it_are_asked(stub: StubRegisters) -> None:
    found = registry().look_up(ALFA)

    assert found == RegisteredCompany(
        'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ',
        "ul. Długa 7/2",
        "30-001",
        "Kraków",
    )
    assert {one[0] for one in stub.requests} == {"regon"}


@pytest.mark.django_db
def test_a_register_that_shows_no_name_fills_in_nothing(stub: StubRegisters) -> None:
    assert registry().look_up(GERMAN) is None
    assert {one[0] for one in stub.requests} == {"vies"}


def test_forms_expect_a_name_where_no_register_fills_it_in(settings: Any) -> None:
    off = has_registry()
    settings.REGISTERS = ["white_list", "krs"]
    scarce = has_registry()
    settings.REGISTERS = ["vies"]

    assert (off, scarce, has_registry()) == (False, False, True)
    assert type(registry()).__name__ == "OfficialRegisters"
