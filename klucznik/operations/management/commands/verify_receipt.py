"""`klucznik verify-receipt`: whether a receipt says what the vendor signed, and whether the history still holds it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from klucznik.operations import histories


class Command(BaseCommand):
    """Checks one receipt of a case or of a history, as JSON or as PDF."""

    help = (
        "Verify a receipt (JSON, or the PDF with its code): the signature, and that it lies in the history. "
        "Exit code 1 when something was changed. With --offline no database is asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--key", default="", help="the vendor's public key; without it this portal's own"
        )
        parser.add_argument("--offline", action="store_true", help="check the signature alone")

    def handle(self, *args: Any, file: Path, key: str, offline: bool, **options: Any) -> None:
        try:
            lines, whole = histories.check_receipt(file, key=key, offline=offline)
        except histories.Unknown as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        except OSError as wrong:
            raise CommandError(f"{wrong.filename}: {wrong.strerror}.", returncode=2) from wrong
        except DatabaseError as wrong:
            first = str(wrong).strip().splitlines()[0]
            raise CommandError(f"The database cannot be read: {first}", returncode=2) from wrong
        for line in lines:
            self.stdout.write(line)
        if not whole:
            sys.exit(1)
