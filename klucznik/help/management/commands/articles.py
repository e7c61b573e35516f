"""`klucznik articles`: put the articles of help from files into the portal, or write them into files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.catalog.errors import WrongCatalog
from klucznik.help.checking import WrongArticles
from klucznik.help.exporting import export
from klucznik.help.loading import Loaded, check, load


class Command(BaseCommand):
    """Loads the articles of the vendor's folder and those that come with Klucznik, and says what became of them."""

    help = (
        "Load the articles of help: those that come with Klucznik and those of the vendor's folder help/, which win. "
        "Exit code 2 when a file is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say what is wrong with the files"
        )
        parser.add_argument(
            "--export",
            type=Path,
            metavar="FOLDER",
            help="write what readers see now as files into a folder, and load nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(options["check"], options["export"])
        except WrongArticles as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        except WrongCatalog as wrong:
            raise CommandError(wrong.in_short, returncode=2) from wrong

    def _do(self, only_look: bool, folder: Path | None) -> None:
        if only_look:
            self.stdout.write(f"{check().articles} articles: all files are right.")
        elif folder is not None:
            self._export(folder)
        else:
            self._tell(load())

    def _export(self, folder: Path) -> None:
        try:
            for line in export(folder):
                self.stdout.write(line)
        except OSError as error:
            raise CommandError(
                f"{folder}: cannot be written ({error.strerror}).", returncode=2
            ) from error

    def _tell(self, done: Loaded) -> None:
        for place in done.texts:
            self.stdout.write(f"readers see: {place}")
        for place in done.drafts:
            self.stdout.write(f"left as a draft, since the staff changed the text: {place}")
        for sentence in done.kept:
            self.stdout.write(sentence)
        self.stdout.write(
            f"{done.articles} articles: {len(done.texts)} texts new or changed, {len(done.drafts)} left as drafts."
        )
