"""The catalog as a file tells it, checked and complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LineEntry:
    """A line of products, by the names of the database."""

    code: str
    name: str
    registration: str
    number_help: dict[str, list[str]]


@dataclass(frozen=True)
class ProductEntry:
    """A product, by the names of the database."""

    code: str
    name: str
    line: str
    kind: str
    metric: str
    own_registration: str
    needs_access: bool
    address: str
    texts: dict[str, str]
    stored_rules: dict[str, Any]
    stored_editions: list[dict[str, Any]]
    stored_versions: list[dict[str, str]]
    steps: list[dict[str, Any]]
    extends: list[str]

    @property
    def is_extension(self) -> bool:
        return self.kind == "extension"


@dataclass(frozen=True)
class CategoryEntry:
    """A subject of help and of tickets, by the names of the database."""

    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class Catalog:
    """The whole file, in its order."""

    version: str
    sha256: str
    lines: list[LineEntry]
    products: list[ProductEntry]
    categories: list[CategoryEntry]

    @property
    def counts(self) -> dict[str, int]:
        """How much is in it."""
        extensions = sum(product.is_extension for product in self.products)
        return {
            "lines": len(self.lines),
            "programs": len(self.products) - extensions,
            "extensions": extensions,
            "categories": len(self.categories),
        }
