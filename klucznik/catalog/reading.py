"""Read the vendor's catalog from TOML and check every key before anything is stored."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.models import Line, Product

ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d+)?(/[^\s<>\"']*)?")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = ("pl", "en")


@dataclass(frozen=True)
class LineEntry:
    """A line of products as the file tells it."""

    code: str
    name: str
    registration: str
    number_help: dict[str, list[str]]


@dataclass(frozen=True)
class ProductEntry:
    """A product as the file tells it."""

    code: str
    name: str
    line: str
    metric: str
    needs_access: bool
    address: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Catalog:
    """The whole file, in its order."""

    lines: list[LineEntry]
    products: list[ProductEntry]


class Entry:
    """One table of the file; each question names the key when its answer is wrong."""

    def __init__(self, file: str, kind: str, position: int, table: Any) -> None:
        if not isinstance(table, dict):
            raise WrongCatalog(f"{file}: {kind} {position} is not a table; write [[{kind}]].")
        self.table = table
        self.place = f"{file}: {kind} {position} ({table.get('code', 'without a code')})"

    def only(self, *known: str) -> None:
        if unknown := sorted(set(self.table) - set(known)):
            raise self.wrong(unknown[0], f"is not a known key; the keys are {', '.join(known)}")

    def code(self, longest: int) -> str:
        value = self.text("code", longest)
        if not CODE.fullmatch(value):
            raise self.wrong("code", "may have small letters, digits and single dashes only")
        return value

    def text(self, key: str, longest: int) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "is missing")
        if len(value) > longest:
            raise self.wrong(key, f"has {len(value)} characters; at most {longest} fit")
        return value.strip()

    def choice(self, key: str, options: list[str]) -> str:
        value = self.table.get(key)
        if value not in options:
            raise self.wrong(key, f"is {value!r}; choose one of: {', '.join(options)}")
        return str(value)

    def flag(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "is neither true nor false")
        return value

    def address(self, key: str) -> str:
        """A page of the vendor, or nothing; people are led there, so it is safe on the way."""
        if key not in self.table:
            return ""
        value = self.text(key, 200)
        if not ADDRESS.fullmatch(value):
            raise self.wrong(key, "is not an address that begins with https://")
        return value

    def in_languages(self, key: str, shape: type) -> dict[str, Any]:
        """The same text in each language, as strings or as lists of steps."""
        value = self.table.get(key)
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            raise self.wrong(
                key, f"must be given in exactly these languages: {' and '.join(LANGUAGES)}"
            )
        for language, text in value.items():
            parts = text if shape is list else [text]
            if not isinstance(text, shape) or not all(isinstance(p, str) and p for p in parts):
                raise self.wrong(
                    f"{key}.{language}",
                    "must be a text" if shape is str else "must be a list of steps",
                )
        return value

    def wrong(self, key: str, what: str) -> WrongCatalog:
        return WrongCatalog(f"{self.place}: {key} {what}.")


def read(path: Path) -> Catalog:
    """The catalog in the file; WrongCatalog says what to change."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongCatalog(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise WrongCatalog(f"{path}: is not UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongCatalog(f"{path}: {error}.") from error
    if unknown := sorted(set(tables) - {"line", "product"}):
        raise WrongCatalog(
            f"{path.name}: {unknown[0]} is not known; write [[line]] and [[product]]."
        )
    lines = [_line(Entry(path.name, "line", *item)) for item in _numbered(tables, "line")]
    known = _distinct(path.name, "line", [line.code for line in lines])
    products = [
        _product(Entry(path.name, "product", *item), known) for item in _numbered(tables, "product")
    ]
    if not _distinct(path.name, "product", [product.code for product in products]):
        raise WrongCatalog(f"{path.name}: there is no [[product]].")
    return Catalog(lines, products)


def _numbered(tables: dict[str, Any], kind: str) -> list[tuple[int, Any]]:
    entries = tables.get(kind, [])
    return list(enumerate(entries if isinstance(entries, list) else [entries], 1))


def _line(entry: Entry) -> LineEntry:
    entry.only("code", "name", "registration", "number_help")
    return LineEntry(
        code=entry.code(20),
        name=entry.text("name", 60),
        registration=entry.choice("registration", list(Line.Registration.values)),
        number_help=entry.in_languages("number_help", list),
    )


def _product(entry: Entry, lines: list[str]) -> ProductEntry:
    entry.only("code", "name", "line", "metric", "needs_access", "address", "purpose")
    return ProductEntry(
        code=entry.code(40),
        name=entry.text("name", 80),
        line=entry.choice("line", lines),
        metric=entry.choice("metric", list(Product.Metric.values)),
        needs_access=entry.flag("needs_access"),
        address=entry.address("address"),
        texts=entry.in_languages("purpose", str),
    )


def _distinct(file: str, kind: str, codes: list[str]) -> list[str]:
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise WrongCatalog(f"{file}: the code {twice[0]} stands at two entries of [[{kind}]].")
    return codes
