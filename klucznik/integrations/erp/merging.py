"""Write staged rows into the live tables, in short transactions: insert what is missing, update what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import OperationalError, connection, models, transaction

from klucznik.companies.models import Company

# A batch takes some tens of milliseconds, which is as long as anybody else may have to wait for a row.
BATCH = 500
ROWS_PER_STATEMENT = 250
TRIES = 3


def in_short_transaction(write: Callable[[], None]) -> None:
    """One transaction; after a deadlock or a busy database once more, since every write of ours can be repeated."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                write()
            return
        except OperationalError:
            if not left or connection.in_atomic_block:
                raise


def insert_missing(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows that are not there yet; one that is there already, by any of its unique values, is left alone."""
    quote = connection.ops.quote_name
    fields = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    given, others = [fields.pop(name) for name in names], list(fields.values())
    columns = ", ".join(quote(str(field.column)) for field in [*given, *others])
    one = f"({', '.join(['%s'] * len([*given, *others]))})"
    start = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 (names of our own models)
    fillers = [_filler(field) for field in others]
    whole = [[*row, *(fill() for fill in fillers)] for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{start}{one} ON CONFLICT DO NOTHING", whole)
            return
        for first in range(0, len(whole), ROWS_PER_STATEMENT):
            part = whole[first : first + ROWS_PER_STATEMENT]
            values = [value for row in part for value in row]
            cursor.execute(f"{start}{', '.join([one] * len(part))} ON CONFLICT DO NOTHING", values)


def _filler(field: models.Field[Any, Any]) -> Callable[[], Any]:
    """What the model says of a field that a record does not hold: made for each row only where rows must differ."""

    def fill() -> Any:
        return field.get_db_prep_save(field.get_default(), connection)

    if field.unique:
        return fill
    same = fill()
    return lambda: same


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update rows by their primary key, which comes last in each."""
    quote = connection.ops.quote_name
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    setting = ", ".join(f"{quote(columns[name])} = %s" for name in names)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {setting} WHERE id = %s"  # noqa: S608 (names of our own models)
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def lock_companies(keys: Iterable[int]) -> None:
    """Lock the companies' rows in the order of their keys: company first, then license, as everybody does."""
    list(
        Company.objects.filter(pk__in=set(keys))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )


def stored_moment(moment: Any) -> Any:
    """A moment as the database's own driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
