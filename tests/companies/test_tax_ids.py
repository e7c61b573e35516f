"""NIP and VATIN: what is accepted, what is refused and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.companies.tax_ids import (
    TaxId,
    WrongNipChecksum,
    WrongNipDigits,
    WrongTaxId,
    WrongVatin,
)

# Valid by the check digits that each country publishes; the numbers are examples of public documentation.
VALID = [
    "ATU13585627", "BE0403019261", "BG175074752", "CY10259033P", "CZ25123891", "DE136695976", "DK13585628",
    "EE100931558", "EL094259216", "ES54362315K", "FI20774740", "FR40303265045", "HR33392005961", "HU12892312",
    "IE6433435F", "IT00743110157", "LT119511515", "LU15027442", "LV40003521600", "MT11679112", "NL004495445B01",
    "PL8567346215", "PT501964843", "RO18547290", "SE123456789701", "SI50223054", "SK2022749619", "XI980780684",
]  # fmt: skip


@pytest.mark.parametrize("number", VALID)
def test_vat_numbers_of_all_countries_are_recognized(number: str) -> None:
    assert str(TaxId.parse(number)) == number
    assert str(TaxId.parse(f" {number[:2].lower()} {number[2:5]}-{number[5:]} ")) == number


@pytest.mark.parametrize(
    "written",
    [
        "5252248481",
        "525-22-48-481",
        "525 224 84 81",
        "PL5252248481",
        "pl 525-224-84-81",
        "PL.525.224.84.81",
    ],
)
def test_a_nip_in_any_writing_is_the_same(written: str) -> None:
    assert TaxId.parse(written) == TaxId("PL", "5252248481")
    assert TaxId.parse(written).display == "525-224-84-81"


def test_greece_is_el_also_when_written_gr() -> None:
    assert TaxId.parse("GR094259216") == TaxId("EL", "094259216")


def test_the_country_may_stand_in_a_column_of_its_own() -> None:
    assert TaxId.parse("136695976", country="DE") == TaxId("DE", "136695976")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("525224848", WrongNipDigits),
        ("52522484811", WrongNipDigits),
        ("5252248482", WrongNipChecksum),
        ("0000000000", WrongNipChecksum),
        ("DE136695975", WrongVatin),
        ("GB980780684", WrongTaxId),
        ("", WrongTaxId),
        ("PL", WrongTaxId),
        ("DE", WrongVatin),
        ("五二五", WrongTaxId),
        ("5252248481; DROP TABLE", WrongTaxId),
    ],
)
def test_a_wrong_number_is_refused_for_its_reason(typed: str, refusal: type[WrongTaxId]) -> None:
    with pytest.raises(refusal):
        TaxId.parse(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_either_a_tax_id_or_refused(typed: str) -> None:
    try:
        parsed = TaxId.parse(typed)
    except WrongTaxId as refusal:
        assert str(refusal)
    else:
        assert TaxId.parse(str(parsed)) == parsed


@given(st.integers(min_value=100000000, max_value=999999999))
def test_of_the_ten_last_digits_at_most_one_fits(base: int) -> None:
    fitting = 0
    for digit in range(10):
        try:
            TaxId.parse(f"{base}{digit}")
        except WrongNipChecksum:
            continue
        fitting += 1

    assert fitting <= 1
