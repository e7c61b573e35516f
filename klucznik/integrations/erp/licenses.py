"""licenses.csv: what a company may use. The ERP owns it; only the change of an owner is a transfer, and refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from klucznik.catalog.models import Product
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company
from klucznik.integrations.erp import columns, companies
from klucznik.integrations.erp.columns import Column
from klucznik.integrations.erp.merging import insert_missing, lock_companies, update
from klucznik.integrations.erp.rows import Outcome, Record, Row
from klucznik.licensing.models import License
from klucznik.licensing.numbers import normalized, number_key

NAME = "licenses"
COLUMNS = (
    Column("number", columns.license_number),
    Column("product", columns.text(40)),
    Column("tax_id", columns.tax_id),
    Column("metric", columns.one_of(list(Product.Metric.values))),
    Column("amount", columns.whole_number(1)),
    Column("valid_from", columns.day()),
    Column("valid_to", columns.day(required=False)),
    Column("status", columns.one_of(list(License.Status.values))),
    Column("variant", columns.one_of(list(License.Variant.values))),
)
UPDATED = ("product", "metric", "amount", "valid_from", "valid_to", "status", "variant")
RECORD = ("number_key", "number", "company", *UPDATED)


def complete(row: Row) -> None:
    """The end comes after the beginning; the number is compared without case, spaces and dashes."""
    values = row.values
    row.key = normalized(values["number"])
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        row.refuse("valid_to", _("The license ends before it begins."))


def judge(rows: list[Row]) -> None:
    """Find company and product, then compare with what is stored."""
    owners = companies.find(row.values["tax_id"] for row in rows)
    products = dict(Product.objects.programs().values_list("code", "pk"))
    extensions = set(Product.objects.extensions().values_list("code", flat=True))
    keys = {row.key: number_key(row.values["number"]) for row in rows}
    stored = find(keys.values())
    for row in rows:
        values, owner = row.values, owners.get(row.values["tax_id"])
        if values["product"] in extensions:
            row.refuse(
                "product", _("This is an extension. Name the program whose license it extends.")
            )
        elif values["product"] not in products:
            row.refuse("product", _("This product is not in the catalog."))
        elif owner is None:
            row.refuse(
                "tax_id", _("No company with this tax ID is in the portal. Import companies first.")
            )
        else:
            record = [keys[row.key], values["number"], owner["pk"], products[values["product"]]]
            record += [values[name] for name in UPDATED[1:]]
            _compare(row, record, stored.get(keys[row.key]), known=owner["known_at"] is not None)


def _compare(row: Row, record: Record, there: dict[str, Any] | None, *, known: bool) -> None:
    if there is None:
        row.outcome, row.record = Outcome.NEW, record
    elif there["company"] != record[2]:
        row.refuse(
            "tax_id",
            _(
                "The license belongs to another company. A change of owner is a transfer, which no import makes."
            ),
        )
    elif record[3:] != current(there) or not known:
        row.outcome, row.record = Outcome.CHANGED, record


def merge(records: list[Record]) -> None:
    """Insert licenses that are missing, correct those that differ; a license never changes its company here."""
    owners = {record[2] for record in records}
    lock_companies(owners)
    insert_missing(License, RECORD, records)
    stored = find((record[0] for record in records), lock=True)
    differing = []
    for record in records:
        there = stored[record[0]]
        if there["company"] == record[2] and record[3:] != current(there):
            differing.append([*record[3:], there["pk"]])
    update(License, UPDATED, differing)
    become_known(Company.objects.filter(pk__in=owners, known_at=None).values_list("pk", flat=True))


def find(keys: Iterable[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Stored licenses by the keyed hash of their number."""
    found = License.objects.filter(number_key__in=list(keys)).order_by("pk")
    if lock:
        found = found.select_for_update()
    return {
        there["number_key"]: there
        for there in found.values("pk", "number_key", "company", *UPDATED)
    }


def current(there: dict[str, Any]) -> Record:
    return [
        there[name].isoformat() if name.startswith("valid_") and there[name] else there[name]
        for name in UPDATED
    ]


def written() -> Iterable[list[str]]:
    """The table as the ERP would write it."""
    licenses = License.objects.order_by("pk").values_list(
        "number", "product__code", "company__country", "company__tax_number", *UPDATED[1:]
    )
    for (
        number,
        product,
        country,
        tax_number,
        metric,
        amount,
        first,
        last,
        *rest,
    ) in licenses.iterator(2000):
        ends = last.isoformat() if last else ""
        tax_id = companies.written_tax_id(country, tax_number)
        yield [number, product, tax_id, metric, str(amount), first.isoformat(), ends, *rest]
