"""A letter to sign, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from klucznik.declarations.documents import DeclarationContent, Signatory, declaration_pdf

CONTENT = DeclarationContent(
    number="OSW/2026/000123",
    url="http://127.0.0.1:8000/cases/abc/",
    language="pl",
    vendor_name="Producent Przykładowy",
    vendor_address="ul. Przykładowa 1, 50-001 Wrocław",
    company_name="Piekarnia Alfa",
    company_tax_id="526-025-02-74",
    company_address="ul. Chlebowa 2, 30-001 Kraków",
    customer_no="",
    login="dorota@example.com",
    person_name="Dorota Dąb",
    signatories=(
        Signatory("Alfred Alfowski", "prezes zarządu"),
        Signatory("Beata Żółkiewska", "prokurentka"),
    ),
    reason="Nie mamy już administratora.",
    place="Kraków",
    prepared_on=date(2026, 11, 2),
)


@lru_cache
def letter(**other: Any) -> bytes:
    """The letter as it was given out, or another one."""
    return declaration_pdf(replace(CONTENT, **other))
