"""The key that signs links and sessions, made once in the data folder when none is given."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Read `secret.key` in `folder`, or make it (readable by its owner only)."""
    path = folder / "secret.key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".secret.key.{os.getpid()}"
    fresh.write_text(secrets.token_urlsafe(64) + "\n")
    fresh.chmod(0o600)
    try:
        os.link(
            fresh, path
        )  # atomic: of two processes that start together, one wins and both read its key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text().strip()
