"""Lists of people to invite, read from what somebody pasted or from a spreadsheet's file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from klucznik.core.text import clean_line
from klucznik.members.errors.invitations import (
    FileNotReadable,
    FileTooBig,
    TooManyLines,
)

MOST_LINES = 500
MOST_BYTES = 256 * 1024
# What stands between cells, looked for in this order: a cell with several products has commas in it.
DELIMITERS = "\t;,"
# How people name the columns; anything else stands in the order of the sample.
COLUMNS = {
    "email": {"e-mail", "email", "mail", "adres", "adres e-mail", "address", "e-mail address"},
    "role": {"rola", "role", "uprawnienia", "uprawnienia w firmie"},
    "products": {"produkty", "products", "produkt", "product", "uprawnienia do produktów"},
    "until": {"do", "until", "do kiedy", "termin"},
}
ORDER = list(COLUMNS)
INSIDE = re.compile(r"<([^<>]*)>\s*$")


@dataclass(frozen=True)
class Line:
    """One person to invite, as it was written."""

    email: str
    role: str = ""
    products: str = ""
    until: str = ""

    @property
    def text(self) -> str:
        """The line as one can type it, and as it is read again."""
        cells = [self.email, self.role, self.products, self.until]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="").writerow(cells)
        return out.getvalue()


def addresses(text: str) -> list[str]:
    """The addresses of a pasted list: one a line or between commas and semicolons, with or without names."""
    found = [_address(part) for part in _parts(text)]
    return few([address for address in found if address])


def sheet(data: bytes) -> list[Line]:
    """The lines of an uploaded file; the first one may name the columns."""
    if len(data) > MOST_BYTES:
        raise FileTooBig(most=MOST_BYTES >> 10)
    rows = table(decoded(data))
    order = _order(rows[0]) if rows else None
    return few([_line(row, order or ORDER) for row in (rows[1:] if order else rows)])


def line(text: str) -> Line:
    """One line as it was corrected in the preview."""
    rows = table(text)
    return _line(rows[0], ORDER) if rows else Line("")


def _parts(text: str) -> Iterator[str]:
    """Split at commas, semicolons and line ends, but not inside quotes or angle brackets."""
    for part in re.findall(r'(?:"[^"\n]*"|<[^>\n]*>|[^,;\r\n])+', text):
        yield part.strip()


def _address(part: str) -> str:
    """Of "Anna Nowak <anna@example.com>" the address; names are not kept, so none can carry a link into an e-mail."""
    named = INSIDE.search(part)
    return clean_line(named[1] if named else part)


def few(found: list[Any]) -> list[Any]:
    """No more people than one can look through."""
    if len(found) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES, count=len(found))
    return found


def decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, or what Windows writes in Poland."""
    if b"\x00" in data:
        raise FileNotReadable
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1250", errors="replace")


def table(text: str) -> list[list[str]]:
    """Cells of all lines that are not empty; the first of them tells the sign between cells."""
    lines = text.splitlines()
    first = next((one for one in lines if one.strip()), "")
    delimiter = next((sign for sign in DELIMITERS if sign in first), ",")
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise FileNotReadable from error
    cleaned = [[clean_line(cell) for cell in row] for row in rows]
    return [row for row in cleaned if any(row)]


def _order(row: list[str]) -> list[str] | None:
    """The columns that this first line names; None when it is a person already."""
    names = [cell.lower() for cell in row]
    known = [
        next((column for column, words in COLUMNS.items() if name in words), "") for name in names
    ]
    return known if "email" in known else None


def _line(row: list[str], order: list[str]) -> Line:
    cells = {column: cell for column, cell in zip(order, row, strict=False) if column}
    cells["email"] = _address(cells.get("email", ""))
    return Line(**cells)
