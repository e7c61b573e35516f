"""Make the data of a benchmark: companies, licenses, devices and their places, as many as asked."""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

PER_COMPANY = 5
CHUNK = 20_000
# What the load generator says of itself; a device that says something else is written down anew.
VERSION = "1.88"
# Every tenth license has floating seats.
NAMED, FLOATING = "subiekt-gt", "gestor-nexo"


def secret(number: int) -> str:
    """The secret of the device of the license with this number; the load generator makes the same ones."""
    digest = hashlib.sha256(f"bench {number}".encode()).digest()
    return "kld_" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_floating(number: int) -> bool:
    return number % 10 == 9


def fill(count: int) -> None:
    """`count` licenses, each with one active device; companies of five licenses each. Nothing is there before."""
    from klucznik.catalog.loading import load_catalog
    from klucznik.catalog.models import Product
    from klucznik.licensing.models import SigningKey
    from klucznik.licensing.signing_keys import new_pair

    load_catalog()
    key_id, public_key = new_pair()
    SigningKey.objects.create(key_id=key_id, public_key=public_key)
    products = dict(Product.objects.values_list("code", "pk"))
    companies = max(1, count // PER_COMPANY)
    insert("companies_company", *_companies(companies))
    insert("licensing_license", *_licenses(count, products))
    insert("devices_device", *_devices(count, products))
    insert("devices_activation", *_activations(count))
    settle(["companies_company", "licensing_license", "devices_device", "devices_activation"])


def _companies(count: int) -> tuple[list[str], Iterator[list[Any]]]:
    from klucznik.companies.models import Company

    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            tax_number = f"{5200000000 + number}"
            yield [number + 1, f"Firma {number}", tax_number, f"B{number}", f"B{number:07d}"]

    return complete(Company, ["id", "name", "tax_number", "customer_no", "support_number"], rows())


def _licenses(count: int, products: dict[str, int]) -> tuple[list[str], Iterator[list[Any]]]:
    from klucznik.core import clock
    from klucznik.licensing.models import License
    from klucznik.licensing.numbers import number_key

    used = clock.now() - timedelta(days=300)
    first, last = date.today() - timedelta(days=900), date.today() + timedelta(days=400)
    given = [
        *("id", "company", "product", "number", "number_key", "metric"),
        *("amount", "valid_from", "valid_to", "status", "first_used_at"),
    ]

    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            written = f"BENCH-{number:010d}"
            product = products[FLOATING if is_floating(number) else NAMED]
            yield [
                *(number + 1, number // PER_COMPANY + 1, product, written, number_key(written)),
                *("seats", 3, first, last, "registered", used),
            ]

    return complete(License, given, rows())


def _devices(count: int, products: dict[str, int]) -> tuple[list[str], Iterator[list[Any]]]:
    from klucznik.devices.models import Device

    given = [
        *("id", "company", "product", "name", "parts", "fingerprint", "secret_hash"),
        "program_version",
    ]

    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            product = products[FLOATING if is_floating(number) else NAMED]
            hashed = hashlib.sha256(secret(number).encode()).hexdigest()
            yield [
                *(number + 1, number // PER_COMPANY + 1, product, f"KASA-{number}"),
                *({}, hashed, hashed, VERSION),
            ]

    return complete(Device, given, rows())


def _activations(count: int) -> tuple[list[str], Iterator[list[Any]]]:
    from django.utils import timezone

    from klucznik.devices.models import Activation

    soon = timezone.now() + timedelta(hours=12)

    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            floating = is_floating(number)
            lease = soon if floating else None
            yield [number + 1, number + 1, number + 1, "sign_in", floating, lease]

    return complete(
        Activation, ["id", "license", "device", "how", "floating", "lease_until"], rows()
    )


def complete(
    model: Any, given: list[str], rows: Iterator[list[Any]]
) -> tuple[list[str], Iterator[list[Any]]]:
    """Columns and values of whole rows: what is not given has the model's default."""
    from django.db import connection, models

    texts_and_numbers = (
        models.CharField,
        models.IntegerField,
        models.BooleanField,
        models.ForeignKey,
    )
    fields = {field.name: field for field in model._meta.concrete_fields}
    named = [fields.pop(name) for name in given]
    others = list(fields.values())
    fixed = {
        field.name: field.get_db_prep_save(field.get_default(), connection)
        for field in others
        if not field.unique
    }

    plain = [isinstance(field, texts_and_numbers) for field in named]
    asis = all(plain)

    def whole() -> Iterator[list[Any]]:
        for row in rows:
            values = (
                list(row)
                if asis
                else [
                    value if simple else field.get_db_prep_save(value, connection)
                    for field, value, simple in zip(named, row, plain, strict=True)
                ]
            )
            for field in others:
                values.append(fixed[field.name] if field.name in fixed else field.get_default())
            yield values

    return [str(field.column) for field in [*named, *others]], whole()


def insert(table: str, columns: Sequence[str], rows: Iterable[list[Any]]) -> None:
    """Put rows into a table: COPY on PostgreSQL, many at once on SQLite."""
    from django.db import connection, transaction

    named = ", ".join(f'"{column}"' for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'
        batch: list[list[Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == CHUNK:
                cursor.executemany(statement, batch)
                batch = []
        cursor.executemany(statement, batch)
    print(f"  {table}", file=sys.stderr)


def settle(tables: list[str]) -> None:
    """Let the database know how much there is now, and where numbering goes on."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
    no_style()
