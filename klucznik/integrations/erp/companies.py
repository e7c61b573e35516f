"""companies.csv: customers of the vendor. The ERP owns numbers and dates; the customer the contact data it edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company, new_support_number
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.integrations.erp import columns
from klucznik.integrations.erp.columns import Column, WrongCell
from klucznik.integrations.erp.merging import insert_missing, stored_moment, update
from klucznik.integrations.erp.rows import Outcome, Record, Row

NAME = "companies"
COLUMNS = (
    Column("customer_no", columns.text(20)),
    Column("country", columns.text(2, required=False)),
    Column("tax_id", str),
    Column("name", columns.text(200)),
    Column("street", columns.text(120, required=False)),
    Column("postcode", columns.text(12, required=False)),
    Column("city", columns.text(80, required=False)),
    Column("email", columns.email),
    Column("kind", columns.one_of(list(Company.Kind.values))),
    Column("since", columns.day(required=False)),
)
CONTACT = ("name", "street", "postcode", "city", "email")
# What a record holds, in its order, after the tax ID that names the row.
OWNED = ("customer_no", "kind", "customer_since", "vendor_email")
RECORD = ("tax_id", *OWNED, *CONTACT)
UPDATED = (*OWNED, *CONTACT)
ADDRESSED = ("vendor_email_since", "vendor_email_before")
# So long an address has to be on record before anything is believed of it.
KNOWN_LONG = timedelta(days=90)
INSERTED = ("country", "tax_number", *UPDATED, "known_at", "support_number")


def complete(row: Row) -> None:
    """The tax ID is read with the country that stands in a column of its own."""
    values = row.values
    try:
        values["tax_id"] = columns.tax_id(values["tax_id"], values.pop("country").upper())
    except WrongCell as wrong:
        row.refuse("tax_id", str(wrong))
    row.key, row.also = values["tax_id"], values["customer_no"]


def judge(rows: list[Row]) -> None:
    """Compare with what is stored; refuse a customer number that another company has."""
    stored = find(row.key for row in rows)
    owners = {
        number: f"{country}{tax_number}"
        for number, country, tax_number in Company.objects.filter(
            customer_no__in=[row.also for row in rows]
        ).values_list("customer_no", "country", "tax_number")
    }
    for row in rows:
        if owners.get(row.also, row.key) != row.key:
            row.refuse(
                "customer_no", _("This customer number belongs to another company in the portal.")
            )
            continue
        record = [row.key, *_owned(row.values), *(row.values[name] for name in CONTACT)]
        there = stored.get(row.key)
        if there is None:
            row.outcome, row.record = Outcome.NEW, record
        elif there["known_at"] is None or wanted(record, there) != current(there):
            row.outcome, row.record = Outcome.CHANGED, record


def merge(records: list[Record]) -> None:
    """Insert companies that are missing, correct those that differ, recognize those that only their founder knew."""
    known_since, supports = stored_moment(clock.now()), _support_numbers(len(records))
    insert_missing(
        Company,
        INSERTED,
        [
            [tax_id[:2], tax_id[2:], *said, known_since, support]
            for (tax_id, *said), support in zip(records, supports, strict=True)
        ],
    )
    stored = find((record[0] for record in records), lock=True)
    differing, readdressed = [], []
    for record in records:
        there = stored[record[0]]
        if (values := wanted(record, there)) != current(there):
            differing.append([*values, there["pk"]])
            if values[UPDATED.index("vendor_email")] != there["vendor_email"]:
                readdressed.append([known_since, _last_known_long(there), there["pk"]])
    update(Company, UPDATED, differing)
    update(Company, ADDRESSED, readdressed)
    recognized = [there["pk"] for there in stored.values() if there["known_at"] is None]
    # What somebody unproven wrote about the company is not the customer's word.
    Company.objects.filter(pk__in=recognized).update(edited_fields=[], email_since=clock.now())
    become_known(recognized)


def _last_known_long(there: dict[str, Any]) -> str:
    """Whom a fresh address replaces: two changes in a row hide the one before them as little as one does."""
    since = there["vendor_email_since"]
    is_fresh = since is not None and clock.now() - since < KNOWN_LONG
    kept, replaced = there["vendor_email_before"], there["vendor_email"]
    return str(kept if is_fresh and kept else replaced)


def find(keys: Iterable[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Stored companies by their tax IDs, asked for country by country as the index goes."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_country[key[:2]].append(key[2:])
    found = {}
    for country, numbers in sorted(by_country.items()):
        companies = Company.objects.filter(country=country, tax_number__in=numbers).order_by("pk")
        if lock:
            companies = companies.select_for_update(no_key=True)
        for there in companies.values(
            "pk", "tax_number", "edited_fields", "known_at", *ADDRESSED, *UPDATED
        ):
            found[country + there["tax_number"]] = there
    return found


def wanted(record: Record, there: dict[str, Any]) -> Record:
    """What should be stored: the ERP's word, except for contact data that the customer edited."""
    values = dict(zip(RECORD, record, strict=True))
    kept = there["edited_fields"] if there["known_at"] else []
    edited = {name: there[name] for name in kept if name in CONTACT}
    return [(values | edited)[name] for name in UPDATED]


def current(there: dict[str, Any]) -> Record:
    since = there["customer_since"]
    return [
        since.isoformat() if isinstance(since, date) and name == "customer_since" else there[name]
        for name in UPDATED
    ]


def written() -> Iterable[list[str]]:
    """The table as the ERP would write it: the vendor's own e-mail address, the contact data as it is now."""
    fields = (
        "customer_no",
        "country",
        "tax_number",
        *CONTACT[:4],
        "vendor_email",
        "kind",
        "customer_since",
    )
    companies = Company.objects.exclude(customer_no=None).order_by("customer_no")
    for row in companies.values_list(*fields).iterator(chunk_size=2000):
        *texts, since = row
        yield [*texts, since.isoformat() if since else ""]


def _owned(values: dict[str, Any]) -> Record:
    return [values["customer_no"], values["kind"], values["since"], values["email"]]


def _support_numbers(count: int) -> list[str]:
    """Fresh support numbers, none of them in use."""
    fresh: set[str] = set()
    while len(fresh) < count:
        drawn = {new_support_number() for _ in range(count - len(fresh))}
        used = Company.objects.filter(support_number__in=drawn).values_list(
            "support_number", flat=True
        )
        fresh |= drawn - set(used)
    return list(fresh)


def written_tax_id(country: str, number: str) -> str:
    """A NIP without letters, as Polish programs write it; others with those of their country."""
    return number if country == TaxId.HOME else country + number
