"""The companies of the cast, read from the files that the import takes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from klucznik.companies.tax_ids import TaxId

DATA = Path(__file__).parent / "data"
# The files in the order in which they must be imported: licenses point at companies, transactions at both.
FILES = [
    (kind, DATA / f"{prefix}{kind}.csv")
    for kind in ("companies", "licenses", "transactions")
    for prefix in ("", "cast-")
]
NUMBERS = {
    "alfa": "K900001",
    "beta": "K900002",
    "zorza": "K900003",
    "gwiazda": "K900004",
    "wisla": "K900005",
    "tatry": "K900006",
    "feniks": "K900007",
    "modrzew": "K900008",
}
# A valid NIP that no customer has.
UNKNOWN_TAX_ID = TaxId("PL", "1234563218")


@dataclass(frozen=True)
class Customer:
    """A company of the cast: what one must know to connect it."""

    customer_no: str
    name: str
    tax_id: TaxId
    email: str
    license_number: str


@cache
def customer(key: str) -> Customer:
    """The company under its short name."""
    found = next(row for row in _rows("companies") if row["customer_no"] == NUMBERS[key])
    licenses = [row["number"] for row in _rows("licenses") if row["tax_id"] == found["tax_id"]]
    return Customer(
        customer_no=found["customer_no"],
        name=found["name"],
        tax_id=TaxId(found["country"], found["tax_id"]),
        email=found["email"],
        license_number=licenses[0],
    )


@cache
def _rows(kind: str) -> list[dict[str, str]]:
    with (DATA / f"cast-{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
