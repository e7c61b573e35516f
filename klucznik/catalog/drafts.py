"""A line and a product while they are read: what the file says of them, together with what they inherit."""

from __future__ import annotations

from typing import Any

from klucznik.catalog.entries import CategoryEntry, LineEntry, ProductEntry
from klucznik.catalog.keys import EDITION, RULES, STEP, VERSION, WAYS_BY_DEFAULT
from klucznik.catalog.models import Product
from klucznik.catalog.rules import Rules
from klucznik.catalog.tables import Table


class LineDraft:
    """A line of the file."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rules = table.table("rules", RULES)
        self.editions = table.rows("edition", EDITION)
        self.versions = table.rows("version", VERSION)

    @property
    def code(self) -> str | None:
        return self.table.get("code")

    @property
    def registration(self) -> str | None:
        return self.table.get("registration")

    def entry(self) -> LineEntry:
        return LineEntry(**self.table.values)


class CategoryDraft:
    """A category of the file."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def code(self) -> str | None:
        return self.table.get("code")

    def entry(self) -> CategoryEntry:
        return CategoryEntry(code=self.table["code"], names=self.table["name"])


class ProductDraft:
    """A product of the file; `line` is None when the file does not know the line that it names."""

    def __init__(self, table: Table, line: LineDraft | None) -> None:
        self.table, self.line = table, line
        self.rules = table.table("rules", RULES)
        self.steps = table.rows("step", STEP)
        self.own_editions = table.rows("edition", EDITION)
        self.own_versions = table.rows("version", VERSION)

    @property
    def code(self) -> str | None:
        return self.table.get("code")

    @property
    def is_extension(self) -> bool:
        return self.table.get("kind") == Product.Kind.EXTENSION

    @property
    def registration(self) -> str | None:
        """Its own or its line's."""
        return self.table.get("registration") or (self.line.registration if self.line else None)

    @property
    def editions(self) -> list[Table]:
        return self.own_editions if "edition" in self.table or not self.line else self.line.editions

    @property
    def versions(self) -> list[Table]:
        return self.own_versions if "version" in self.table or not self.line else self.line.versions

    def entry(self) -> ProductEntry:
        """Complete, once nothing is wrong."""
        values = self.table.values
        kept = ("code", "name", "line", "metric", "needs_access", "address")
        return ProductEntry(
            **{key: values[key] for key in kept},
            kind=values.get("kind", Product.Kind.PROGRAM.value),
            own_registration=values.get("registration", ""),
            texts=values["purpose"],
            extends=list(values.get("extends", ())),
            steps=[step.values for step in self.steps],
            **self._of_licenses(),
        )

    def _of_licenses(self) -> dict[str, Any]:
        """An extension has nothing of its own: it belongs to a license of what it extends."""
        if self.is_extension:
            return {"stored_rules": {}, "stored_editions": [], "stored_versions": []}
        return {
            "stored_rules": rules_of(self.line, self).stored(),
            "stored_editions": [edition.values for edition in self.editions],
            "stored_versions": [version.values for version in self.versions],
        }


def rules_of(line: LineDraft | None, product: ProductDraft | None = None) -> Rules:
    """The product's rules over the line's, over the defaults; wrong ones are left out."""
    source = product or line
    ways = WAYS_BY_DEFAULT.get((source.registration if source else None) or "")
    given: dict[str, Any] = {"ways": ways} if ways else {}
    for one in (line, product):
        given |= one.rules.given() if one else {}
    return Rules.of(given)
