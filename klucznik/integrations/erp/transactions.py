"""transactions.csv: what was bought, as the ERP tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company
from klucznik.integrations.erp import columns, companies, licenses
from klucznik.integrations.erp.columns import Column, WrongCell
from klucznik.integrations.erp.merging import insert_missing, lock_companies, update
from klucznik.integrations.erp.rows import Outcome, Record, Row
from klucznik.licensing.numbers import number_key
from klucznik.transactions.models import Transaction

NAME = "transactions"
CURRENCY = re.compile(r"[A-Z]{3}")


def currency(cell: str) -> str:
    value = cell.strip()
    if not CURRENCY.fullmatch(value):
        raise WrongCell(_("A currency has three capital letters, such as PLN."))
    return value


COLUMNS = (
    Column("number", columns.text(40)),
    Column("tax_id", columns.tax_id),
    Column("license", columns.optional_license_number),
    Column("date", columns.day()),
    Column("net", columns.decimal_number(14)),
    Column("vat_rate", columns.decimal_number(5)),
    Column("gross", columns.decimal_number(14)),
    Column("currency", currency),
    Column("status", columns.one_of(list(Transaction.Status.values))),
)
SAID = ("net", "vat_rate", "gross", "currency", "status")
UPDATED = ("license", "on", *SAID)
RECORD = ("number", "company", *UPDATED)


def complete(row: Row) -> None:
    """A transaction is named by its number."""
    row.key = row.values["number"]
    if row.values["vat_rate"].startswith("-"):
        row.refuse("vat_rate", _("A VAT rate cannot be negative."))


def judge(rows: list[Row]) -> None:
    """Find company and license, then compare with what is stored."""
    owners = companies.find(row.values["tax_id"] for row in rows)
    keys = {number: number_key(number) for row in rows if (number := row.values["license"])}
    found, stored = licenses.find(keys.values()), find(row.key for row in rows)
    for row in rows:
        owner, number = owners.get(row.values["tax_id"]), row.values["license"]
        license = found.get(keys[number]) if number else None
        if owner is None:
            row.refuse(
                "tax_id", _("No company with this tax ID is in the portal. Import companies first.")
            )
        elif number and license is None:
            row.refuse(
                "license", _("No license with this number is in the portal. Import licenses first.")
            )
        else:
            record = [row.key, owner["pk"], license["pk"] if license else None]
            record += [row.values[name] for name in ("date", *SAID)]
            _compare(row, record, stored.get(row.key), license, known=owner["known_at"] is not None)


def _compare(
    row: Row,
    record: Record,
    there: dict[str, Any] | None,
    license: dict[str, Any] | None,
    *,
    known: bool,
) -> None:
    if there is not None and there["company"] != record[1]:
        row.refuse("tax_id", _("A transaction with this number belongs to another company."))
    elif there is not None and record[2:] == current(there):
        row.outcome = Outcome.UNCHANGED
    elif (
        license is not None
        and license["company"] != record[1]
        and not licenses.is_passed_on(license["pk"], record[1])
    ):
        row.refuse("license", _("The license belongs to another company."))
    else:
        row.outcome = Outcome.NEW if there is None else Outcome.CHANGED
    if row.outcome in (Outcome.NEW, Outcome.CHANGED) or (
        not known and row.outcome is not Outcome.REFUSED
    ):
        row.record = record


def merge(records: list[Record]) -> None:
    """Insert transactions that are missing, correct those that differ."""
    owners = {record[1] for record in records}
    lock_companies(owners)
    insert_missing(Transaction, RECORD, records)
    stored = find((record[0] for record in records), lock=True)
    differing = []
    for record in records:
        there = stored[record[0]]
        if there["company"] == record[1] and record[2:] != current(there):
            differing.append([*record[2:], there["pk"]])
    update(Transaction, UPDATED, differing)
    become_known(Company.objects.filter(pk__in=owners, known_at=None).values_list("pk", flat=True))


def find(keys: Iterable[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Stored transactions by their number."""
    found = Transaction.objects.filter(number__in=list(keys)).order_by("pk")
    if lock:
        found = found.select_for_update()
    return {there["number"]: there for there in found.values("pk", "number", "company", *UPDATED)}


def current(there: dict[str, Any]) -> Record:
    amounts = [f"{there[name]:.2f}" for name in SAID[:3]]
    return [there["license"], there["on"].isoformat(), *amounts, there["currency"], there["status"]]


def written() -> Iterable[list[str]]:
    """The table as the ERP would write it."""
    rows = Transaction.objects.order_by("pk").values_list(
        "number", "company__country", "company__tax_number", "license__number", "on", *SAID
    )
    for number, country, tax_number, license, on, net, vat, gross, *rest in rows.iterator(2000):
        tax_id = companies.written_tax_id(country, tax_number)
        amounts = [f"{net:.2f}", f"{vat.normalize():f}", f"{gross:.2f}"]
        yield [number, tax_id, license or "", on.isoformat(), *amounts, *rest]
