"""`klucznik catalog`: put the vendor's lines and products into the portal."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.loading import catalog_file, load_catalog


class Command(BaseCommand):
    """Loads a catalog file and says what changed."""

    help = "Load the lines and products that the vendor sells from a TOML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="the catalog; without it, the one of KLUCZNIK_CATALOG",
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        path = file or catalog_file()
        try:
            done = load_catalog(path)
        except WrongCatalog as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(
            f"{path.name}: {done.lines} lines and {done.products} products; "
            f"{done.new} new, {done.changed} changed, {done.retired} retired."
        )
