"""`klucznik backup`: write everything to a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.operations.backups import backup
from klucznik.operations.errors import BackupUnusable


class Command(BaseCommand):
    """Writes database, files and keys while the portal runs."""

    help = "Write the database, uploaded files and keys to a new folder. Keep it as safe as the server itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="a folder that does not exist yet, or is empty"
        )
        parser.add_argument(
            "--force", action="store_true", help="replace the backup that is in the folder"
        )

    def handle(self, *args: Any, folder: Path, force: bool, **options: Any) -> None:
        try:
            made = backup(folder, force=force)
        except (BackupUnusable, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        rows = sum(made.counts.values())
        self.stdout.write(f"{folder}: {rows} rows and {len(made.hashes)} files ({made.engine}).")
