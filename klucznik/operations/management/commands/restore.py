"""`klucznik restore`: put a backup into this site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.operations.backups import restore
from klucznik.operations.errors import BackupUnusable


class Command(BaseCommand):
    """Replaces database, files and keys, then voids sessions and links."""

    help = (
        "Put a backup into this site; stop the portal first. Sessions and links that wait become void: people sign in "
        "again, invitations are sent again by hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that klucznik backup wrote")
        parser.add_argument("--force", action="store_true", help="replace what this site holds")

    def handle(self, *args: Any, folder: Path, force: bool, **options: Any) -> None:
        try:
            manifest, voided = restore(folder, force=force)
        except (BackupUnusable, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(
            f"Restored as of {manifest.made_at}: {sum(manifest.counts.values())} rows."
        )
        self.stdout.write(
            f"Void: {voided.sessions} sessions, {voided.programs} signed-in programs and {voided.links} links. "
            "Send open invitations again."
        )
        if voided.restarted:
            self.stdout.write(f"Waiting periods begun anew: {', '.join(voided.restarted)}.")
        if voided.to_look_at:
            self.stdout.write(
                f"Have staff look at these cases before anything else: {', '.join(voided.to_look_at)}."
            )
        self.stdout.write(
            "What happened after the backup is lost: ask administrators to check their users."
        )
