"""`klucznik import`: take a file of the ERP."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from klucznik.integrations.erp.errors import WrongFile
from klucznik.integrations.erp.formats import FORMATS
from klucznik.integrations.erp.importing import Result, import_file
from klucznik.integrations.erp.progress import Progress
from klucznik.integrations.erp.reading import ENCODINGS

KINDS = ("new", "changed", "unchanged", "refused")


class Command(BaseCommand):
    """Checks, stages and merges one CSV file, and tells the outcome."""

    help = (
        "Take companies, licenses or transactions from a CSV file of the ERP. Without --keep-good a file with a wrong "
        "row changes nothing. Exit code: 0 when every row was good, 1 otherwise."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(FORMATS), help="what the file holds")
        parser.add_argument("file", type=Path, help="the CSV file, with a header row")
        parser.add_argument("--dry-run", action="store_true", help="only check; change nothing")
        parser.add_argument(
            "--keep-good", action="store_true", help="take the good rows of a file with wrong ones"
        )
        parser.add_argument(
            "--report", type=Path, help="write refused rows to this CSV file, with the reasons"
        )
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")
        parser.add_argument(
            "--encoding", choices=list(ENCODINGS), default="", help="when it cannot be recognized"
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            help="of the messages",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or settings.LANGUAGE_CODE):
            result = self._run(options)
            self._tell(result, options)
        if result.refused:
            sys.exit(1)

    def _run(self, options: dict[str, Any]) -> Result:
        try:
            return import_file(
                options["kind"],
                options["file"],
                dry_run=options["dry_run"],
                keep_good=options["keep_good"],
                report=options["report"],
                encoding=options["encoding"],
                progress=Progress(sys.stderr, shown=sys.stderr.isatty()),
            )
        except WrongFile as wrong:
            raise CommandError(str(wrong)) from wrong

    def _tell(self, result: Result, options: dict[str, Any]) -> None:
        for line, column, reason in result.refusals:
            place = _("Line %(line)s") % {"line": line} + (f", {column}" if column else "")
            self.stderr.write(f"{place}: {reason}")
        if (more := result.refused - len(result.refusals)) > 0:
            self.stderr.write(
                _("… and %(count)s more; --report writes them all to a file.") % {"count": more}
            )
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused.")
            % asdict(result)
        )
        if not result.taken:
            self.stdout.write(
                _("Nothing was changed: this was a dry run.")
                if options["dry_run"]
                else _(
                    "Nothing was changed. Correct the rows, or take the good ones with --keep-good."
                )
            )
        if options["json"]:
            counts = asdict(result)
            self.stdout.write(json.dumps({kind: counts[kind] for kind in KINDS}))
