"""Refused rows in a file that a spreadsheet opens safely, and the first of them as sentences."""

from __future__ import annotations

import csv
import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TextIO

from klucznik.integrations.erp.rows import Row

# A spreadsheet would run a cell that begins like this as a formula; an apostrophe makes it text.
FORMULA = tuple("=+-@\t\r")
NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)
SHOWN = 20


def safe_cell(value: str) -> str:
    """The cell as it may be opened in a spreadsheet."""
    if value.startswith(FORMULA) and not NUMBER.fullmatch(value):
        return "'" + value
    return value


def plain_cell(cell: str) -> str:
    """The cell without the apostrophe that safe_cell put there."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


class Report(AbstractContextManager["Report"]):
    """Collects refused rows: all of them in the file, the first few as lines to print."""

    def __init__(self, path: Path | None, columns: tuple[str, ...]) -> None:
        self.path = path
        self.columns = columns
        self.first: list[tuple[int, str, str]] = []
        self._file: TextIO | None = None

    def __enter__(self) -> Report:
        if self.path is not None:
            # The mark at the start makes spreadsheets read the letters right.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._out = csv.writer(self._file, delimiter=";")
            self._out.writerow(["line", "column", "reason", *self.columns])
        return self

    def __exit__(self, *failure: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, row: Row) -> None:
        if len(self.first) < SHOWN:
            self.first.append((row.line, row.column, row.reason))
        if self._file is not None:
            self._out.writerow([row.line, row.column, row.reason, *map(safe_cell, row.cells)])
