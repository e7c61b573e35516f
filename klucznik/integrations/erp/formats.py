"""The three files that an ERP sends, each a module with the same names in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from klucznik.integrations.erp import companies, licenses, transactions
from klucznik.integrations.erp.columns import Column
from klucznik.integrations.erp.rows import Record, Row


class Format(Protocol):
    """What a kind of file knows about itself."""

    NAME: str
    COLUMNS: tuple[Column, ...]

    def complete(self, row: Row) -> None:
        """Name the row by its key, and check what needs several cells."""
        ...

    def judge(self, rows: list[Row]) -> None:
        """Say of each row whether it is new, changed, unchanged or refused, and what has to be stored."""
        ...

    def merge(self, records: list[Record]) -> None:
        """Store a batch within one transaction; repeating it changes nothing."""
        ...

    def written(self) -> Iterable[list[str]]:
        """The live table as rows of the file."""
        ...


FORMATS: dict[str, Format] = {each.NAME: each for each in (companies, licenses, transactions)}


def columns_of(format: Format) -> tuple[str, ...]:
    """Those that every file of this format has."""
    return tuple(column.name for column in format.COLUMNS if not column.is_optional)


def optional_columns_of(format: Format) -> tuple[str, ...]:
    return tuple(column.name for column in format.COLUMNS if column.is_optional)
