"""The companies of the cast, read from the files that the import takes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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
    "sosna": "K900009",
    "saldo": "K900010",
}
# The day for which the files were written; each demonstration moves their days by as much as it begins later.
WRITTEN_ON = date(2026, 11, 30)
DAYS = {"licenses": ("valid_from", "valid_to"), "transactions": ("date",), "companies": ()}
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


def moved_files(folder: Path, today: date) -> Iterator[tuple[str, Path]]:
    """The files as they would be written today, so that a license that ends soon always ends soon."""
    by = max(today - WRITTEN_ON, timedelta())
    for kind, path in FILES:
        moved = folder / path.name
        with (
            path.open(encoding="utf-8", newline="") as old,
            moved.open("w", encoding="utf-8", newline="") as new,
        ):
            rows = csv.DictReader(old, delimiter=";")
            writer = csv.DictWriter(new, rows.fieldnames or [], delimiter=";")
            writer.writeheader()
            writer.writerows(row | _moved(row, DAYS[kind], by) for row in rows)
        yield kind, moved


def _moved(row: dict[str, str], columns: tuple[str, ...], by: timedelta) -> dict[str, str]:
    given = {column: row[column] for column in columns if row[column]}
    return {column: (date.fromisoformat(day) + by).isoformat() for column, day in given.items()}


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
