"""`klucznik status`: what an operator should look at."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from klucznik.operations.watching import findings


class Command(BaseCommand):
    """One line for each part; for a timer or a monitor."""

    help = "Look at database, worker, queue, e-mail, disk and backups. Exit code 1 when one of them wants you."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--backup-days", type=int, help="a backup older than so many days is a fault"
        )

    def handle(self, *args: Any, backup_days: int | None, **options: Any) -> None:
        found = findings(backup_days=backup_days)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=2))
        else:
            for one in found:
                self.stdout.write(f"{'ok  ' if one.fine else 'LOOK'}  {one.part:<12}  {one.words}")
        if not all(one.fine for one in found):
            sys.exit(1)
