"""Where checked rows wait outside the live tables: a temporary file of its own, so that memory stays flat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from klucznik.integrations.erp.rows import Record, Row

TABLE = """
    CREATE TABLE staged (
        place INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        also TEXT UNIQUE,
        line INTEGER NOT NULL,
        said TEXT NOT NULL,
        record TEXT
    )
"""


class Staging(AbstractContextManager["Staging"]):
    """Every row that was found good, by its key; those that change something with what has to be stored."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = TemporaryDirectory(prefix="import-", dir=folder)

    def __enter__(self) -> Staging:
        self._base = sqlite3.connect(
            Path(self._folder.name) / "staged.sqlite3", isolation_level=None
        )
        for setting in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-32000",
            "locking_mode=EXCLUSIVE",
        ):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute(TABLE)
        return self

    def __exit__(self, *failure: object) -> None:
        self._base.close()
        self._folder.cleanup()

    def earlier(self, column: str, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Of these keys (in the column `key` or `also`) those staged before: line, and what the row said."""
        wanted = list(keys)
        marks = ",".join("?" * len(wanted))
        found = self._base.execute(
            f"SELECT {column}, line, said FROM staged WHERE {column} IN ({marks})",  # noqa: S608 (our own words)
            wanted,
        )
        return {key: (line, said) for key, line, said in found}

    def add(self, rows: list[Row]) -> None:
        """Keep what good rows said, for later rows that repeat or contradict them."""
        self._base.execute("BEGIN")
        self._base.executemany(
            "INSERT INTO staged (key, also, line, said, record) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    row.key,
                    row.also or None,
                    row.line,
                    said(row),
                    json.dumps(row.record) if row.record else None,
                )
                for row in rows
            ],
        )
        self._base.execute("COMMIT")

    def batches(self, size: int) -> Iterator[list[Record]]:
        """What has to be stored, in the order of the file."""
        last = 0
        while found := self._base.execute(
            "SELECT place, record FROM staged WHERE place > ? AND record IS NOT NULL ORDER BY place LIMIT ?",
            (last, size),
        ).fetchall():
            yield [json.loads(record) for _, record in found]
            last = found[-1][0]


def said(row: Row) -> str:
    """The row's values in one string, to tell the same from a contradiction."""
    return json.dumps(list(row.values.values()), ensure_ascii=False)
