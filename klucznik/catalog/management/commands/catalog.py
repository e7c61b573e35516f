"""`klucznik catalog`: put the vendor's lines, products and categories into the portal."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.loading import Loaded, catalog_file, load_catalog, look_at_catalog
from klucznik.catalog.reading import read


class Command(BaseCommand):
    """Loads a catalog file, or only looks at it, and says what changes."""

    help = "Load the lines and products that the vendor sells from a TOML file. Exit code 2 when the file is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="the catalog; without it, the one of KLUCZNIK_CATALOG",
        )
        parser.add_argument(
            "--check", action="store_true", help="say what would change and change nothing"
        )

    def handle(self, *args: Any, file: Path | None, check: bool, **options: Any) -> None:
        path = file or catalog_file()
        try:
            done = self._look(path) if check else load_catalog(path)
        except WrongCatalog as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        if done:
            self._tell(path, done, "would be " if check else "")

    def _look(self, path: Path) -> Loaded | None:
        """The file is judged without a database as well, so that it can be checked where it is written."""
        read(path)
        try:
            return look_at_catalog(path)
        except DatabaseError:
            self.stdout.write(
                f"{path.name}: the file is right. There is no prepared database to compare it with."
            )
            return None

    def _tell(self, path: Path, done: Loaded, would_be: str) -> None:
        for line in done.difference.lines():
            self.stdout.write(line)
        self.stdout.write(
            f"{path.name}, version {done.version}: {done.lines} lines, {done.programs} programs, "
            f"{done.extensions} extensions and {done.categories} categories; {done.new} {would_be}new, "
            f"{done.changed} {would_be}changed, {done.retired} {would_be}retired."
        )
