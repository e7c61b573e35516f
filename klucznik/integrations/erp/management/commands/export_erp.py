"""`klucznik export`: write what the portal holds, in the ERP's own format."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.integrations.erp.exporting import export, export_file
from klucznik.integrations.erp.formats import FORMATS


class Command(BaseCommand):
    """Writes one table as CSV."""

    help = "Write companies, licenses or transactions as CSV, in the format of klucznik import."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(FORMATS), help="what to write")
        parser.add_argument(
            "file", type=Path, nargs="?", help="the file; without it, to the terminal"
        )

    def handle(self, *args: Any, kind: str, file: Path | None, **options: Any) -> None:
        if file is None:
            export(kind, self.stdout)
            return
        try:
            count = export_file(kind, file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{file}: {count} rows.")
