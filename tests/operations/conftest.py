"""A whole site of its own: another process with its own data folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import surroundings

Run = Callable[..., subprocess.CompletedProcess[str]]


def klucznik(folder: Path) -> Run:
    """`run("backup", folder)` runs the operator's command in the site."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KLUCZNIK_", "PYTEST"))
    }
    own = {"KLUCZNIK_DATA": str(folder)}

    def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "klucznik", *map(str, arguments)],
            cwd=surroundings.ROOT,
            env=kept | own | {f"KLUCZNIK_{name}": value for name, value in settings.items()},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def site(tmp_path: Path) -> Run:
    """A site in which nothing has happened yet: the first command prepares it."""
    return klucznik(tmp_path / "site")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose database is ready; made once, never changed."""
    folder = tmp_path_factory.mktemp("prepared") / "site"
    assert klucznik(folder)("migrate").returncode == 0
    return folder


@pytest.fixture
def ready_folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(prepared, tmp_path / "site"))


@pytest.fixture
def ready_site(ready_folder: Path) -> Run:
    """A site that was prepared before."""
    return klucznik(ready_folder)
