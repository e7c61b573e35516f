"""Read a CSV file line by line: its encoding recognized for sure, its header checked, nothing held in memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from klucznik.integrations.erp.errors import RowRefused, WrongFile
from klucznik.integrations.erp.rows import Row

ENCODINGS = {"utf-8": "utf-8-sig", "windows-1250": "cp1250", "iso-8859-2": "iso8859_2"}
DELIMITERS = ";\t,"
LONGEST_LINE = 20_000
CHUNK = 1 << 20

ASCII = bytes(range(128))
# Letters and marks that a Polish file in Windows-1250 may hold. The same bytes read as ISO 8859-2 or as CP 852 would
# give control characters or frames where these are letters, so a file that has only these is recognized for sure.
POLISH = set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
ONLY_IN_1250 = set("ąśźĄŚŹ")
NEIGHBORS = set("áéíúýčďěňřšťůžôäëöüßÁÉÍÚÝČĎŠŤŽÄÖÜ") | set("„”“’–—…§°\u00a0€®")


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1250; otherwise a sentence."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            file.seek(0)
            beyond = _beyond_ascii(file)
    except OSError as error:
        raise WrongFile(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error
    if beyond is None:
        return "utf-8-sig"
    try:
        letters = set(bytes(beyond).decode("cp1250"))
    except UnicodeDecodeError:
        letters = set()
    if letters & ONLY_IN_1250 and letters <= POLISH | NEIGHBORS:
        return "cp1250"
    raise WrongFile(
        _(
            "%(file)s is neither UTF-8 nor surely Windows-1250. Save it as UTF-8, or name its encoding with --encoding."
        )
        % {"file": path.name}
    )


def _beyond_ascii(file: BinaryIO) -> set[int] | None:
    """None when all of it is UTF-8; otherwise the bytes above 127 that it holds."""
    decoder, is_utf8, found = codecs.getincrementaldecoder("utf-8")(), True, set[int]()
    while chunk := file.read(CHUNK):
        found.update(chunk.translate(None, ASCII))
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf8 = False
    return None if is_utf8 else found


class Source:
    """An open file with the columns it must have: gives rows in the format's own order of columns."""

    def __init__(
        self,
        path: Path,
        columns: tuple[str, ...],
        encoding: str = "",
        optional: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self.columns = columns
        self.optional = optional
        self.encoding = ENCODINGS[encoding] if encoding else encoding_of(path)
        self.size = max(1, path.stat().st_size)

    def __enter__(self) -> Source:
        self._raw = self.path.open("rb")
        self._text = io.TextIOWrapper(self._raw, encoding=self.encoding)
        self._line = 0
        self.header = self._read_header()
        return self

    def __exit__(self, *failure: object) -> None:
        self._text.close()

    @property
    def progress(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return min(1.0, self._raw.tell() / self.size)

    def rows(self) -> Iterator[Row]:
        """Each line that is not empty; one that is no row of the table comes out refused."""
        order = [self.header.index(name) for name in self.columns]
        while line := self._next():
            if not line.strip(" \t\r\n" + self.delimiter):
                continue
            row = Row(self._line, [line.rstrip("\r\n")])
            try:
                cells = self._split(line)
                row.cells = [cells[place] for place in order]
            except RowRefused as refused:
                row.refuse(refused.column, refused.reason)
            yield row

    def _next(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE + 1)
        except UnicodeDecodeError as error:
            raise WrongFile(
                _("%(file)s is not in the encoding %(encoding)s.")
                % {"file": self.path.name, "encoding": self.encoding}
            ) from error
        self._line += 1
        if len(line) > LONGEST_LINE:
            raise WrongFile(
                _("%(file)s is no table: line %(line)s has more than %(longest)s characters.")
                % {"file": self.path.name, "line": self._line, "longest": LONGEST_LINE}
            )
        return line

    def _read_header(self) -> list[str]:
        first = self._next()
        self.delimiter = next((mark for mark in DELIMITERS if mark in first), ";")
        try:
            names = [
                name.strip().lower()
                for name in next(csv.reader([first], delimiter=self.delimiter), [])
            ]
        except csv.Error:
            names = []
        there = tuple(name for name in self.optional if name in names)
        if sorted(names) == sorted(self.columns + there):
            self.columns += there
            return names
        raise WrongFile(
            _("The first line of %(file)s must name exactly these columns: %(columns)s.")
            % {"file": self.path.name, "columns": ";".join(self.columns)}
            + self._difference(names)
        )

    def _difference(self, names: list[str]) -> str:
        """What the header lacks or has too much, where it is a header at all."""
        missing = [name for name in self.columns if name not in names]
        known = self.columns + self.optional
        unknown = [name for name in names if name not in known or names.count(name) > 1]
        if len(missing) == len(self.columns):
            return ""
        told = " " + _("Missing: %(names)s.") % {"names": ", ".join(missing)} if missing else ""
        if unknown:
            told += " " + _("Unknown or repeated: %(names)s.") % {
                "names": ", ".join(dict.fromkeys(unknown))
            }
        return told

    def _split(self, line: str) -> list[str]:
        """The cells of one line. Our rows never run over several lines, so one stray quote costs one row only."""
        if '"' not in line:
            cells = line.rstrip("\r\n").split(self.delimiter)
        else:
            try:
                cells = next(csv.reader([line], delimiter=self.delimiter, strict=True))
            except csv.Error as error:
                raise RowRefused(
                    "",
                    _("A quotation mark in this line is not closed, or stands in a wrong place."),
                ) from error
        if len(cells) != len(self.header):
            raise RowRefused(
                "",
                _("The row has %(found)s columns instead of %(expected)s.")
                % {"found": len(cells), "expected": len(self.header)},
            )
        return cells
