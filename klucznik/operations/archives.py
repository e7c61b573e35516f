"""The folder of a backup: a manifest with counts and hashes, the database, and copies of files and keys."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from klucznik.operations.errors import BackupUnusable

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


@dataclass
class Manifest:
    """What a backup holds, so that a restore can tell whether it is whole."""

    made_at: str
    engine: str
    counts: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        path.chmod(0o600)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup; a sentence when there is none."""
    try:
        facts: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**facts)
    except (OSError, ValueError, TypeError) as error:
        raise BackupUnusable(f"{folder} holds no backup: its {MANIFEST} cannot be read.") from error
    if manifest.format != FORMAT:
        raise BackupUnusable(f"{folder} was made by another version (format {manifest.format}).")
    return manifest


def new_folder(folder: Path, *, force: bool) -> None:
    """An empty folder that only its owner may open, since the keys will lie in it."""
    if folder.exists() and any(folder.iterdir()):
        if not force:
            raise BackupUnusable(f"{folder} is not empty. Name another folder, or add --force.")
        if not (folder / MANIFEST).exists():
            raise BackupUnusable(f"{folder} holds something that is no backup; it is left alone.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder of files and keys, readable by their owner only; a folder that is missing is empty."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in sorted(source.rglob("*")) if source.exists() else []:
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(exist_ok=True, mode=0o700)
        else:
            shutil.copyfile(path, copy)
            copy.chmod(0o600)


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a backup but the manifest, by its name in the folder."""
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def check_whole(folder: Path, manifest: Manifest) -> None:
    """Refuse a backup in which a file is missing, changed or was added."""
    found = hashes(folder)
    differing = sorted(
        name for name in found | manifest.hashes if found.get(name) != manifest.hashes.get(name)
    )
    if differing:
        raise BackupUnusable(
            f"{folder} is damaged: {differing[0]} is missing or differs from the manifest."
        )


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
