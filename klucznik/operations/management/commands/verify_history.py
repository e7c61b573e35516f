"""`klucznik verify-history`: whether what happened still stands as it was sealed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from klucznik.events import receipts
from klucznik.events.anchors import NotAnAnchor, anchor
from klucznik.events.documents import NotAHistory
from klucznik.operations import histories


class Command(BaseCommand):
    """Checks all chains or one, a receipt, a downloaded file, a file of anchors."""

    help = (
        "Verify the history: each event is covered by a digest that covers the one before it. "
        "Exit code 1 when something was changed. Without options it checks the whole database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--company", metavar="NIP", help="only this company (NIP or public id)")
        parser.add_argument(
            "--receipt", type=Path, metavar="FILE", help="also: whether this receipt still fits"
        )
        parser.add_argument(
            "--file",
            type=Path,
            metavar="FILE",
            help="check a downloaded history; no database needed",
        )
        parser.add_argument(
            "--anchor",
            type=Path,
            metavar="FILE",
            help="check the heads in this file and add the new ones",
        )
        parser.add_argument(
            "--key", action="store_true", help="show the public key that signs receipts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines, whole = self.answer(**options)
        except (histories.Unknown, NotAHistory, NotAnAnchor) as wrong:
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

    def answer(
        self,
        *,
        company: str | None,
        receipt: Path | None,
        file: Path | None,
        anchor: Path | None,
        key: bool,
        **others: Any,
    ) -> tuple[list[str], bool]:
        if key:
            public = receipts.public_key()
            return [f"{receipts.key_id(public)}  {public}  (Ed25519)"], True
        if file is not None:
            return histories.check_file(file)
        if anchor is not None:
            return anchored(anchor)
        return histories.check_database(self.stdout.write, company=company, receipt=receipt)


def anchored(path: Path) -> tuple[list[str], bool]:
    found = anchor(path)
    lines = [f"DAMAGE {sentence}" for sentence in found.damage]
    told = f"{path}: {found.checked} anchors checked, {found.added} added."
    return [*lines, told], not found.damage
