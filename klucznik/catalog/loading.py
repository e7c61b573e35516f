"""Put the vendor's catalog file into the database: new and changed entries are written, vanished products retire."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from klucznik.catalog.comparing import Difference, compare, stored, wanted
from klucznik.catalog.entries import Catalog
from klucznik.catalog.models import CatalogVersion, Category, Line, Product
from klucznik.catalog.reading import SAMPLE, read, standard_categories
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

if TYPE_CHECKING:
    from klucznik.accounts.models import User

# Behind those of the file.
LAST = 1000


@dataclass(frozen=True)
class Loaded:
    """What is in a catalog file, and what loading it did or would do."""

    version: str
    lines: int
    programs: int
    extensions: int
    categories: int
    difference: Difference

    @property
    def new(self) -> int:
        return len(self.difference.new)

    @property
    def changed(self) -> int:
        return len(self.difference.changed)

    @property
    def retired(self) -> int:
        return len(self.difference.retired)


def catalog_file() -> Path:
    """The file named by KLUCZNIK_CATALOG, or the sample of 19 programs."""
    return Path(settings.CATALOG_FILE) if settings.CATALOG_FILE else SAMPLE


def look_at_catalog(path: Path | None = None) -> Loaded:
    """What loading the file would do; nothing is written."""
    catalog = read(path or catalog_file())
    return _told(catalog, compare(stored(), wanted(catalog)))


@transaction.atomic
def load_catalog(path: Path | None = None, *, by: User | None = None) -> Loaded:
    """Make the lines and products what the file says; nothing is deleted, since licenses point at products."""
    catalog = read(path or catalog_file())
    rows = wanted(catalog)
    difference = compare(stored(), rows)
    _write_lines(rows["line"], difference)
    _write_products(rows["product"], difference)
    _write_categories(rows["category"], difference)
    loaded = _told(catalog, difference)
    if difference or _last_sha256() != catalog.sha256:
        _remember(catalog, loaded, by)
    return loaded


def _told(catalog: Catalog, difference: Difference) -> Loaded:
    return Loaded(catalog.version, **catalog.counts, difference=difference)


def _write_lines(rows: dict[str, dict[str, Any]], difference: Difference) -> None:
    for code, facts in rows.items():
        if f"line {code}" in difference.new:
            Line.objects.create(**facts)
        elif f"line {code}" in difference.changed:
            Line.objects.filter(code=code).update(**facts)


def _write_products(rows: dict[str, dict[str, Any]], difference: Difference) -> None:
    lines = dict(Line.objects.values_list("code", "pk"))
    for code, facts in rows.items():
        row = {**facts, "line_id": lines[facts["line"]]}
        del row["line"]
        if f"product {code}" in difference.new:
            Product.objects.create(**row)
        elif f"product {code}" in difference.changed:
            Product.objects.filter(code=code).update(**row)
    gone = [entry.removeprefix("product ") for entry in difference.retired]
    Product.objects.filter(code__in=gone).update(retired_at=clock.now())


def _write_categories(rows: dict[str, dict[str, Any]], difference: Difference) -> None:
    """None is taken away, since articles stand in them; the standard ones are added without a word."""
    for code, facts in rows.items():
        if f"category {code}" in difference.new:
            Category.objects.create(**facts)
        elif f"category {code}" in difference.changed:
            Category.objects.filter(code=code).update(**facts)
    there = set(Category.objects.values_list("code", flat=True))
    Category.objects.bulk_create(
        Category(code=one.code, names=one.names, position=LAST + place)
        for place, one in enumerate(standard_categories())
        if one.code not in there
    )


def _last_sha256() -> str:
    return CatalogVersion.objects.values_list("sha256", flat=True).first() or ""


def _remember(catalog: Catalog, loaded: Loaded, by: User | None) -> None:
    """The row of this version, and the event that tells what it did."""
    numbers = {name: getattr(loaded, name) for name in ("new", "changed", "retired")}
    version = CatalogVersion.objects.create(
        version=catalog.version,
        sha256=catalog.sha256,
        loaded_by=by,
        counts=catalog.counts | numbers,
    )
    record(
        Kind.CATALOG_LOADED,
        actor=by,
        subject=version,
        version=catalog.version,
        sha256=catalog.sha256,
        **numbers,
    )
