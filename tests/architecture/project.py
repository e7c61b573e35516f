"""The project's own files, as the architecture tests walk them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ROOT / "klucznik"


def git_files() -> list[str]:
    """What git knows or would add; whoever owns the folder (a checker often runs as another user)."""
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(
        ["git", "-c", "safe.directory=*", *listing],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")


@cache
def files(*suffixes: str) -> list[Path]:
    """Every file of the project, without what others wrote."""
    paths = [ROOT / name for name in git_files() if name and "static/vendor/" not in name]
    return sorted(
        path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)
    )


def product_files(*suffixes: str) -> list[Path]:
    return [path for path in files(*suffixes) if path.is_relative_to(PRODUCT)]


def modules() -> list[Path]:
    """Python modules of the product, migrations left out."""
    return [path for path in product_files(".py") if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Pages and parts; e-mails and their frame have rules of their own."""
    mail = {"emails", "mail"}
    return [path for path in product_files(".html") if not mail & set(path.parts)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())
