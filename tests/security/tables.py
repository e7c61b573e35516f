"""What was written to the database, as plain rows, and what differs between two moments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

Snapshot = dict[str, dict[Any, dict[str, Any]]]
# The number of a try in a window, and what a browser remembers, differ with what was sent.
UNTOLD = {"accounts_session"}
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
WRITING = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.I)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that statements inside may have changed; one that is not understood may have changed all of them."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, *more: Any) -> Any:
        if not sql.lstrip().upper().startswith(READING):
            found = WRITING.match(sql.lstrip())
            tables.update([found[1]] if found else connection.introspection.table_names())
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        yield tables


def snapshot(tables: Collection[str]) -> Snapshot:
    """Every row of these tables by its key."""
    with connection.cursor() as cursor:
        return {name: _rows(cursor, name) for name in sorted(tables) if name not in UNTOLD}


def _rows(cursor: Any, table: str) -> dict[Any, dict[str, Any]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row.get("id", number): row for number, row in enumerate(found)}


def columns_changed(before: Snapshot, after: Snapshot) -> set[tuple[Any, ...]]:
    """(table, row, column) where a value differs; a new row counts with what is plain in it, a lost one by its key."""
    found: set[tuple[Any, ...]] = set()
    for table, rows in after.items():
        old = before[table]
        found |= {(table, key, "lost") for key in old.keys() - rows.keys()}
        for key, row in rows.items():
            found |= {
                (table, key if key in old else "new", column, *_plain(column, value))
                for column, value in row.items()
                if key not in old or old[key][column] != value
            }
    return found


def _plain(column: str, value: Any) -> tuple[Any, ...]:
    """Short words are the same each time; secrets, moments and made-up numbers are not.

    One public id in a hundred has no digit in it and looks like a word.
    """
    is_word = isinstance(value, str) and value.replace("_", "").replace(".", "").isalpha()
    is_word = is_word and column != "public_id"
    return (value,) if value is None or (is_word and len(value) < 40) else ()
