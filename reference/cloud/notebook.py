"""The documents of each company, in a database of the application's own: added, listed, exported, never lost."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MOST, PAGE = 2000, 50
LONGEST = 120
COLUMNS = ("company", "product", "day", "what", "third", "saved_by")
INSERT = (
    "INSERT INTO entries (company, product, day, what, third, saved_by) VALUES (?, ?, ?, ?, ?, ?)"
)
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  product TEXT NOT NULL,
  day TEXT NOT NULL,
  what TEXT NOT NULL,
  third TEXT NOT NULL,
  saved_by TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_of_company ON entries (company, product, id);
"""


@dataclass(frozen=True)
class Entry:
    """One line of the notebook."""

    id: int
    day: str
    what: str
    third: str
    saved_by: str


class Full(Exception):
    """The company has as many entries as there may be."""


class Notebook:
    """Entries by company and product. A company is what the portal names: who founds one anew begins empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch(mode=0o600, exist_ok=True)
        with self._open() as database:
            database.executescript(_TABLE)

    def add(self, company: str, product: str, entry: Entry) -> None:
        values = (company, product, entry.day, entry.what, entry.third, entry.saved_by)
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            query = "SELECT count(*) FROM entries WHERE company = ? AND product = ?"
            if database.execute(query, values[:2]).fetchone()[0] >= MOST:
                raise Full
            database.execute(INSERT, values)
            database.commit()

    def begin_with(self, path: Path) -> None:
        """Take these documents, if there are none at all yet."""
        with path.open(encoding="utf-8", newline="") as file, self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            if database.execute("SELECT count(*) FROM entries").fetchone()[0] == 0:
                rows = [
                    tuple(row[name] or "" for name in COLUMNS)
                    for row in csv.DictReader(file, delimiter=";")
                ]
                database.executemany(INSERT, rows)
            database.commit()

    def listed(self, company: str, product: str, before: int = 0) -> tuple[list[Entry], int]:
        """The newest first, a page at a time, and the mark of the next page (0: there is none)."""
        query = (
            "SELECT id, day, what, third, saved_by FROM entries"
            " WHERE company = ? AND product = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?"
        )
        with self._open() as database:
            values = (company, product, before, before, PAGE + 1)
            rows = [Entry(*row) for row in database.execute(query, values)]
        return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0

    def exported(self, company: str, product: str, header: list[str]) -> bytes:
        """Everything of a company, the oldest first, as spreadsheets in Poland open it."""
        query = "SELECT day, what, third, saved_by FROM entries WHERE company = ? AND product = ? ORDER BY id"
        text = io.StringIO(newline="")
        sheet = csv.writer(text, delimiter=";")
        sheet.writerow(header)
        with self._open() as database:
            for row in database.execute(query, (company, product)):
                sheet.writerow([_harmless(value) for value in row])
        return text.getvalue().encode("utf-8-sig")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as database:
            yield database


def typed(
    fields: dict[str, str], read_third: Callable[[str], str], by: str
) -> tuple[Entry | None, dict[str, str]]:
    """The entry that somebody typed, or by field the name of the sentence that says what is wrong."""
    wrong: dict[str, str] = {}
    day = third = ""
    what = " ".join("".join(c for c in fields.get("what", "") if c.isprintable()).split())
    try:
        day = date.fromisoformat(fields.get("day", "").strip()).isoformat()
    except ValueError:
        wrong["day"] = "day_wrong"
    if not 1 <= len(what) <= LONGEST:
        wrong["what"] = "what_wrong"
    try:
        third = read_third(fields.get("third", ""))
    except ValueError:
        wrong["third"] = "third_wrong"
    return (None if wrong else Entry(0, day, what, third, by)), wrong


def _harmless(value: str) -> str:
    """A cell that a spreadsheet takes for a text, whatever somebody typed."""
    return "'" + value if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
