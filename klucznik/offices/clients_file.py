"""Lists of clients from a spreadsheet: read, and judged line by line before anything is registered."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId, WrongTaxId
from klucznik.core.errors import DomainError
from klucznik.members.errors.invitations import FileTooBig
from klucznik.members.reading import decoded, table
from klucznik.offices.errors.clients import ListedTwice, NoClientListed, TooManyClients
from klucznik.offices.limits import Admission
from klucznik.offices.models import Client

MOST_LINES = 1000
MOST_BYTES = 512 * 1024
# How people name the columns; a table without names has these two in this order.
COLUMNS = {
    "tax_id": {"nip", "vatin", "nip/vatin", "nip / vatin", "nip lub vatin", "numer nip"}
    | {"nip or vatin", "tax id", "tax_id", "vat", "vat number", "identyfikator podatkowy"},
    "name": {"nazwa", "nazwa klienta", "nazwa firmy", "klient", "firma", "podmiot"}
    | {"name", "client", "company", "company name"},
}
ORDER = list(COLUMNS)


@dataclass(frozen=True)
class Line:
    """One client, as it was written."""

    tax_id: str
    name: str = ""

    @property
    def text(self) -> str:
        """The line as one can type it, and as it is read again."""
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="").writerow([self.tax_id, self.name])
        return out.getvalue()


@dataclass
class Checked:
    """A line with what it means: a firm to register, or why not."""

    line: Line
    tax_id: TaxId | None = None
    # The client that a program works for without a registration, or a new one; not saved yet.
    client: Client | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.client is not None

    @property
    def is_seen(self) -> bool:
        """Whether a program works for it already."""
        return self.client is not None and self.client.pk is not None

    @property
    def tax_id_display(self) -> str:
        return self.tax_id.display if self.tax_id else self.line.tax_id


def sheet(data: bytes) -> list[Line]:
    """The lines of an uploaded file; the first one may name the columns."""
    if len(data) > MOST_BYTES:
        raise FileTooBig(most=MOST_BYTES >> 10)
    return _lines(table(decoded(data)))


def typed(text: str) -> list[Line]:
    """The lines as they came back from the preview, corrected or not."""
    return _lines([row for one in text.splitlines() for row in table(one)], is_named=False)


def check(office: Company, program: Product, lines: Iterable[Line]) -> list[Checked]:
    """Each line judged by the rules of registering itself; the first good ones take the places that are left."""
    found = [_understood(line) for line in lines]
    admission = Admission(office, program, [one.tax_id for one in found if one.tax_id])
    taken: set[TaxId] = set()
    for one in found:
        if one.tax_id is not None:
            _admit(one, admission, taken)
    return found


def _admit(one: Checked, admission: Admission, taken: set[TaxId]) -> None:
    assert one.tax_id is not None
    try:
        if one.tax_id in taken:
            raise ListedTwice
        seen = admission.admit(one.tax_id, one.line.name)
        one.client = seen or admission.new_client(one.tax_id, source=Client.Source.FILE)
        taken.add(one.tax_id)
    except DomainError as refusal:
        one.problems.append(str(refusal))


def _understood(line: Line) -> Checked:
    try:
        return Checked(line, TaxId.parse(line.tax_id))
    except WrongTaxId as mistake:
        return Checked(line, problems=[str(mistake)])


def _lines(rows: list[list[str]], *, is_named: bool = True) -> list[Line]:
    """Nobody looks through more lines than these."""
    order = _order(rows[0]) if rows and is_named else None
    found = [_line(row, order or ORDER) for row in (rows[1:] if order else rows)]
    if not found:
        raise NoClientListed
    if len(found) > MOST_LINES:
        raise TooManyClients(most=MOST_LINES, count=len(found))
    return found


def _order(row: list[str]) -> list[str] | None:
    """The columns that this first line names; None when it is a client already."""
    known = [
        next((column for column, words in COLUMNS.items() if cell.lower() in words), "")
        for cell in row
    ]
    return known if "tax_id" in known else None


def _line(row: list[str], order: list[str]) -> Line:
    cells = {column: cell for column, cell in zip(order, row, strict=False) if column}
    return Line(cells.get("tax_id", ""), cells.get("name", ""))
