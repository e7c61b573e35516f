"""licenses.csv: what a company may use. What the ERP says anew is taken; until then stands what the portal did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.catalog.models import Product
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record as record_event
from klucznik.integrations.erp import columns, companies
from klucznik.integrations.erp.columns import Column
from klucznik.integrations.erp.merging import (
    insert_missing,
    lock_companies,
    stored_moment,
    update,
)
from klucznik.integrations.erp.rows import Outcome, Record, Row
from klucznik.integrations.erp.saying import NAMES, STAMPS, changed, kept, news
from klucznik.integrations.erp.saying import written as in_one_line
from klucznik.licensing.life import Status
from klucznik.licensing.models import License, Period, Registration, Transfer
from klucznik.licensing.numbers import normalized, number_key
from klucznik.licensing.periods import Span

NAME = "licenses"
# A trial is begun in the portal and is no matter of the books.
VARIANTS = [one for one in License.Variant.values if one != License.Variant.TRIAL]
COLUMNS = (
    Column("number", columns.license_number),
    Column("product", columns.text(40)),
    Column("tax_id", columns.tax_id),
    Column("metric", columns.one_of(list(Product.Metric.values))),
    Column("amount", columns.whole_number(1)),
    Column("valid_from", columns.day()),
    Column("valid_to", columns.day(required=False)),
    Column("status", columns.one_of(list(License.Status.values))),
    Column("variant", columns.one_of(VARIANTS)),
    Column("edition", columns.text(20, required=False), is_optional=True),
)
SAID = NAMES[1:7]
# What a record holds after number and company: a word of the ERP (saying.py).
INSERTED = ("number_key", "number", "company", *NAMES, "imported_as", "revoked_at")
UPDATED = (*NAMES, "imported_as", *STAMPS)
MOMENTS = ("registered_at", "suspended_at", "revoked_at")
# What a new word about the state means; the others are told by the dates alone.
TELLING = {
    Status.SUSPENDED: Kind.LICENSE_SUSPENDED,
    Status.REVOKED: Kind.LICENSE_REVOKED,
    Status.REGISTERED: Kind.LICENSE_REGISTERED,
}
STOPPED = (Status.SUSPENDED, Status.REVOKED)


def complete(row: Row) -> None:
    """The end comes after the beginning; the number is compared without case, spaces and dashes."""
    values = row.values
    row.key = normalized(values["number"])
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        row.refuse("valid_to", _("The license ends before it begins."))


def judge(rows: list[Row]) -> None:
    """Find company and product, then compare with what the ERP said last."""
    owners = companies.find(row.values["tax_id"] for row in rows)
    products = {code: (pk, editions) for code, pk, editions in _products()}
    extensions = set(Product.objects.extensions().values_list("code", flat=True))
    keys = {row.key: number_key(row.values["number"]) for row in rows}
    stored = find(keys.values())
    for row in rows:
        values, owner = row.values, owners.get(row.values["tax_id"])
        product, editions = products.get(values["product"], (None, []))
        if values["product"] in extensions:
            row.refuse(
                "product", _("This is an extension. Name the program whose license it extends.")
            )
        elif product is None:
            row.refuse("product", _("This product is not in the catalog."))
        elif owner is None:
            row.refuse(
                "tax_id", _("No company with this tax ID is in the portal. Import companies first.")
            )
        elif (edition := values.get("edition", "")) and edition not in editions:
            row.refuse("edition", _("The product has no such edition in the catalog."))
        else:
            record = [keys[row.key], values["number"], owner["pk"], product]
            record += [values[name] for name in NAMES[1:] if name in values]
            _compare(row, record, stored.get(keys[row.key]), known=owner["known_at"] is not None)


def _products() -> Iterable[tuple[str, int, list[str]]]:
    for product in Product.objects.programs().only("code", "stored_editions"):
        yield product.code, product.pk, [edition.code for edition in product.editions]


def _compare(row: Row, record: Record, there: dict[str, Any] | None, *, known: bool) -> None:
    if there is None:
        row.outcome, row.record = Outcome.NEW, record
        return
    if there["company"] != record[2] and is_passed_on(there["pk"], record[2]):
        record[2] = there["company"]  # the books have not learned of the transfer yet
    if there["company"] != record[2]:
        row.refuse(
            "tax_id",
            _(
                "The license belongs to another company. A change of owner is a transfer, which no import makes."
            ),
        )
    elif is_new(record[3:], there["imported_as"]) or not known:
        row.outcome, row.record = Outcome.CHANGED, record


def is_new(word: Record, before: str) -> bool:
    """Whether the ERP says something that it did not say last."""
    return in_one_line(word) != before and in_one_line(kept(word, before)) != before


def is_passed_on(license: int, company: int) -> bool:
    """Whether this company (by key) gave the license away in the portal."""
    return Transfer.objects.filter(license=license, giver=company, done_at__isnull=False).exists()


def merge(records: list[Record]) -> None:
    """Insert licenses that are missing, take over what the ERP says anew; a license never changes its company here."""
    owners = {record[2] for record in records}
    lock_companies(owners)
    insert_missing(License, INSERTED, [_inserted(record) for record in records])
    stored = find((record[0] for record in records), lock=True)
    words = {
        there["pk"]: record[3:]
        for record in records
        if (there := stored[record[0]])["company"] == record[2]
        and is_new(record[3:], there["imported_as"])
    }
    _take_over(words)
    become_known(Company.objects.filter(pk__in=owners, known_at=None).values_list("pk", flat=True))


def _inserted(record: Record) -> Record:
    """A new license as it is stored."""
    word = record[3:]
    edition = [] if len(word) == len(NAMES) else [""]
    revoked = stored_moment(clock.now()) if word[5] == Status.REVOKED else None
    return [*record, *edition, in_one_line(word), revoked]


def _take_over(words: dict[int, Record]) -> None:
    """Change what is new, settle registrations that the ERP answers, and tell what became of a license."""
    sold, rows, turned = _sold(words), [], []
    for there in License.objects.filter(pk__in=words).order_by("pk").values("pk", *UPDATED):
        word = kept(words[there["pk"]], there["imported_as"])
        fresh, spans = news(word, there), sold[there["pk"]]
        after = changed(there, fresh, sold=spans, today=clock.today(), now=clock.now())
        after["imported_as"] = in_one_line(word)
        moments = {name: stored_moment(after[name]) for name in MOMENTS}
        rows.append([*((after | moments)[name] for name in UPDATED), there["pk"]])
        if after["status"] != there["status"]:
            turned.append((there, Status(after["status"])))
    update(License, UPDATED, rows)
    _tell(turned)


def _sold(licenses: Iterable[int]) -> dict[int, list[Span]]:
    """Validity that was sold besides the ERP's own, by license."""
    found: dict[int, list[Span]] = defaultdict(list)
    periods = Period.objects.filter(license__in=licenses, kind=Period.Kind.VALIDITY)
    for period in periods.exclude(source=Period.Source.ERP):
        found[period.license_id].append(Span(period.starts_on, period.ends_on))
    return found


def _tell(turned: list[tuple[dict[str, Any], Status]]) -> None:
    """The ERP's word answers a registration that waits; the history of the company tells what became of each."""
    for there, status in turned:
        waiting = Registration.objects.filter(
            Q(accepted_at=None, declined_at=None), license=there["pk"]
        )
        refused = status in (Status.UNREGISTERED, Status.REVOKED)
        if status != Status.AWAITING:
            waiting.update(**{"declined_at" if refused else "accepted_at": clock.now()})
    told = {there["pk"]: (there["status"], status) for there, status in turned if status in TELLING}
    for license in License.objects.filter(pk__in=told).select_related("company", "product"):
        before, status = told[license.pk]
        resumed = status == Status.REGISTERED and before in STOPPED
        record_event(
            Kind.LICENSE_RESUMED if resumed else TELLING[status],
            actor=None,
            company=license.company,
            subject=license,
            product=license.product.name,
            source="erp",
        )


def find(keys: Iterable[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Stored licenses by the keyed hash of their number: whose they are, and what the ERP said last."""
    found = License.objects.filter(number_key__in=list(keys)).order_by("pk")
    if lock:
        found = found.select_for_update()
    return {
        there["number_key"]: dict(there)
        for there in found.values("pk", "number_key", "company", "imported_as")
    }


def written() -> Iterable[list[str]]:
    """The table as the ERP would write it."""
    licenses = (
        License.objects.exclude(variant=License.Variant.TRIAL)
        .order_by("pk")
        .values_list("number", "product__code", "company__country", "company__tax_number", *SAID)
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
