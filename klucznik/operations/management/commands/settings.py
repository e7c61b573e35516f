"""`klucznik settings`: explain and check every setting."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from klucznik.operations.explaining import as_markdown, findings, settings, shown


class Command(BaseCommand):
    """Prints all settings as they are, then what they lead to."""

    help = "Explain every setting, show its value and try what it points at. Exit code 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="also connect to the mail server and the mailbox"
        )
        parser.add_argument(
            "--markdown", action="store_true", help="print the table of the documentation"
        )

    def handle(self, *args: Any, check: bool, markdown: bool, **options: Any) -> None:
        if markdown:
            self.stdout.write(as_markdown())
            return
        for setting in settings():
            default = f" (default: {setting.default})" if setting.default else ""
            self.stdout.write(f"{setting.name}={shown(setting)}\n    {setting.meaning}{default}")
        self.stdout.write("")
        found = list(findings(with_mail=check))
        for one in found:
            self.stdout.write(f"{'ok   ' if one.good else 'WRONG'} {one.what}: {one.found}")
        if not all(one.good for one in found):
            sys.exit(1)
