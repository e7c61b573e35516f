"""Put the vendor's catalog file into the database: new and changed entries are written, vanished products retire."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from klucznik.catalog.models import Line, Product
from klucznik.catalog.reading import read
from klucznik.core import clock

SAMPLE = Path(__file__).parent / "sample.toml"

M = TypeVar("M", bound=models.Model)


@dataclass
class Loaded:
    """What loading a catalog did."""

    lines: int = 0
    products: int = 0
    new: int = 0
    changed: int = 0
    retired: int = 0


def catalog_file() -> Path:
    """The file named by KLUCZNIK_CATALOG, or the sample of 17 programs."""
    return Path(settings.CATALOG_FILE) if settings.CATALOG_FILE else SAMPLE


@transaction.atomic
def load_catalog(path: Path | None = None) -> Loaded:
    """Make the lines and products what the file says; nothing is deleted, since licenses point at products."""
    catalog, loaded = read(path or catalog_file()), Loaded()
    for position, line in enumerate(catalog.lines):
        _write(Line, asdict(line) | {"position": position}, loaded)
    lines = dict(Line.objects.values_list("code", "pk"))
    for position, product in enumerate(catalog.products):
        facts = asdict(product) | {"position": position, "retired_at": None}
        _write(Product, facts | {"line_id": lines[facts.pop("line")]}, loaded)
    gone = Product.objects.filter(retired_at=None).exclude(
        code__in=[p.code for p in catalog.products]
    )
    loaded.retired = gone.update(retired_at=clock.now())
    loaded.lines, loaded.products = len(catalog.lines), len(catalog.products)
    return loaded


def _write(model: type[M], facts: dict[str, Any], loaded: Loaded) -> None:
    """Create the entry, or change it when the file says something else; an equal one is left alone."""
    rows: models.QuerySet[M] = model._default_manager.filter(code=facts["code"])
    stored = rows.values(*facts).first()
    if stored is None:
        model._default_manager.create(**facts)
        loaded.new += 1
    elif stored != facts:
        rows.update(**facts)
        loaded.changed += 1
