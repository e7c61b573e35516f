"""What reviewers see of registers: beside the company data, signatories found by name or by what a mask leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from klucznik.companies.registries import Answer, Status
from klucznik.declarations.comparing import (
    Match,
    names_match,
    registers_context,
    same_address,
    same_name,
)
from klucznik.declarations.models import Declaration, RegisterSnapshot
from tests.cast import Cast
from tests.declarations import said
from tests.declarations.said import Court, List


@pytest.fixture
def registers(settings: Any) -> None:
    said.begin(settings)


@pytest.fixture
def case(cast: Cast, registers: None) -> Declaration:
    """Dorota's case, sent in, its registers read."""
    return said.sent_in(cast)


def shown(case: Declaration) -> str:
    return render_to_string("declarations/_register.html", registers_context(case))


def test_differences_masked_names_and_doubts_are_marked(case: Declaration) -> None:
    Court.says(
        name="INNA SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ",
        tax_id=case.company.tax_number,
        status=Status.LIQUIDATION,
    )
    List.says(Answer.NO)
    said.read_again(case)
    page = shown(case)

    assert "National Court Register (KRS)" in page
    assert '<tr data-differs><th scope="row">Name' in page
    assert '<tr data-differs><th scope="row">Tax ID' not in page
    assert "in liquidation" in page
    assert "Liquidation, bankruptcy or restructuring is entered in the register." in page
    assert "Alfred Alfowski" in page
    assert "fits a name with hidden letters" in page
    assert "the company is not there" in page


def test_silence_says_why(case: Declaration) -> None:
    Court.says(Answer.UNKNOWN)
    said.read_again(case)

    assert "it did not answer in time" in shown(case)


def test_a_change_after_an_approval_is_said(cast: Cast, case: Declaration) -> None:
    case = said.approved(cast, case)
    Court.says(representation="KAŻDY SAMODZIELNIE")
    said.read_again(case)

    assert "is not what the approving reviewers saw" in shown(case)


def test_what_a_register_says_is_text(case: Declaration) -> None:
    Court.says(name="<script>alert(1)</script>", representation="<img src=x>")
    said.read_again(case)
    page = shown(case)

    assert "<script>" not in page
    assert "<img" not in page


def test_without_registers_there_is_nothing(case: Declaration, settings: Any) -> None:
    settings.REGISTERS = []
    RegisterSnapshot.objects.all().delete()

    assert shown(case).strip() == ""


@pytest.mark.parametrize(
    ("signatory", "there", "match"),
    [
        ("Alfred Alfowski", "ALFRED ALFOWSKI", Match.YES),
        ("Alfred Alfowski", "ALFRED JAN ALFOWSKI", Match.YES),
        ("Łucja Żółć-Nowak", "ŁUCJA ŻÓŁĆ NOWAK", Match.YES),
        ("Alfred Alfowski", "A***** A*******", Match.MASKED),
        ("Alfred Alfowski", "A***** J** A*******", Match.MASKED),
        ("Alfred Alfowski", "A***** A******", Match.NO),
        ("Alfred Alfowski", "B***** A*******", Match.NO),
        ("Alfred", "ALFRED ALFOWSKI", Match.NO),
        ("Alfred Alfred", "ALFRED ALFOWSKI", Match.NO),
        ("Jan Kowal", "", Match.NO),
    ],
)
def test_a_signatory_is_found_by_the_name_or_by_what_a_mask_leaves(
    signatory: str, there: str, match: Match
) -> None:
    assert names_match(signatory, [{"name": "X*** Y***"}, {"name": there}]) == match


def test_spelling_is_no_difference_and_a_missing_value_is_none() -> None:
    registered = 'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ'

    assert same_name(registered, "Piekarnia Alfa sp. z o.o.") is True
    assert same_name(registered, "Piekarnia Beta sp. z o.o.") is False
    assert same_name("", "Alfa") is None
    assert same_address("UL. DŁUGA 7/2, 30-001 KRAKÓW", "Długa 7/2, 30-001 Kraków") is True
    assert same_address("UL. DŁUGA 8, 30-001 KRAKÓW", "Długa 7/2, 30-001 Kraków") is False
