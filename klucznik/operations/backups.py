"""Back up the whole portal to a folder, and put such a folder into an empty site."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.operations import databases
from klucznik.operations.archives import (
    Manifest,
    check_whole,
    copy_tree,
    hashes,
    new_folder,
    read_manifest,
)
from klucznik.operations.errors import BackupUnusable
from klucznik.operations.preparing import is_empty, upgrade
from klucznik.operations.voiding import Voided, void
from klucznik.operations.watching import note_backup


def kept_folders() -> dict[str, Path]:
    """What belongs to the portal besides its database."""
    return {"evidence": Path(settings.EVIDENCE_DIR), "keys": Path(settings.KEYS_DIR)}


def backup(folder: Path, *, force: bool = False) -> Manifest:
    """Write database, evidence and keys while the portal runs. The database comes first: a file may then be
    there too many, never too few."""
    if is_empty():
        raise BackupUnusable("There is nothing to back up: the database has no tables yet.")
    new_folder(folder, force=force)
    counted = databases.dump(folder)
    for name, source in kept_folders().items():
        copy_tree(source, folder / name)
    manifest = Manifest(timezone.now().isoformat(), connection.vendor, counted, hashes(folder))
    manifest.write(folder)
    note_backup(manifest.made_at)
    return manifest


def restore(folder: Path, *, force: bool = False) -> tuple[Manifest, Voided]:
    """Put a backup into this site, bring it to this version, and void what must not come back to life."""
    manifest = read_manifest(folder)
    check_whole(folder, manifest)
    if manifest.engine != connection.vendor:
        raise BackupUnusable(
            f"The backup is of {manifest.engine}, this site uses {connection.vendor}. "
            "Set KLUCZNIK_DATABASE_URL accordingly."
        )
    if not force and is_in_use():
        raise BackupUnusable(
            "This site already holds accounts or companies. Add --force to replace all of it."
        )
    databases.load(folder)
    _compare(manifest)
    for name, target in kept_folders().items():
        _replace(folder / name, target)
    upgrade()
    return manifest, void()


def is_in_use() -> bool:
    return not is_empty() and (User.objects.exists() or Company.objects.exists())


def _compare(manifest: Manifest) -> None:
    """Every table must hold as many rows as were counted when the backup was made."""
    found = databases.counts()
    known = {label: number for label, number in found.items() if label in manifest.counts}
    for label, number in known.items():
        if number != manifest.counts[label]:
            raise BackupUnusable(
                f"{label} has {number} rows after the restore instead of {manifest.counts[label]}."
            )


def _replace(source: Path, target: Path) -> None:
    """Swap a folder for its copy; the old one goes only when the new one stands."""
    fresh, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    copy_tree(source, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
