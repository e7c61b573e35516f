"""Collect translatable words from code and templates into locale/, without guessing fuzzy matches."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.compile_translations import main as compile_all
from tools.surroundings import ROOT

CATALOG = ROOT / "locale" / "pl" / "LC_MESSAGES" / "django.po"
DATED = ("POT-Creation-Date", "PO-Revision-Date")


def run(*command: str, cwd: Path) -> None:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{command[0]} failed:\n{result.stdout}{result.stderr}")


def extract(workshop: Path) -> Path:
    """Collect all words in a copy of the sources, so that the working tree never holds half a catalog."""
    for package in ("klucznik", "config"):
        shutil.copytree(
            ROOT / package,
            workshop / package,
            ignore=shutil.ignore_patterns("__pycache__", "vendor"),
        )
    (workshop / "locale" / "pl" / "LC_MESSAGES").mkdir(parents=True)
    run(
        *(sys.executable, "-m", "django", "makemessages", "--locale=pl", "--keep-pot"),
        *("--no-wrap", "--add-location=file"),
        cwd=workshop,
    )
    return workshop / "locale" / "django.pot"


def merged(workshop: Path) -> Path:
    """The committed catalog with new words added, empty, and words no longer used left out."""
    template = extract(workshop)
    full, target = workshop / "full.po", workshop / "django.po"
    run(
        *("msgmerge", "--quiet", "--no-wrap", "--no-fuzzy-matching"),
        *(str(CATALOG), str(template), "--output-file", str(full)),
        cwd=workshop,
    )
    run(
        "msgattrib",
        "--no-obsolete",
        "--no-wrap",
        str(full),
        "--output-file",
        str(target),
        cwd=workshop,
    )
    return target


def undated(path: Path) -> list[str]:
    return [
        line for line in path.read_text().splitlines() if not any(word in line for word in DATED)
    ]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="klucznik-messages-") as folder:
        fresh = merged(Path(folder))
        stale = undated(fresh) != undated(CATALOG)
        if "--check" in sys.argv[1:]:
            print(
                "The catalog is behind the code: run bin/messages."
                if stale
                else "The catalog is complete."
            )
            return 1 if stale else 0
        if stale:
            shutil.copyfile(fresh, CATALOG)
    compile_all()
    print(f"{CATALOG.relative_to(ROOT)} is up to date; empty entries: {empty_entries()}.")
    return 0


def empty_entries() -> int:
    result = subprocess.run(
        ["msgattrib", "--untranslated", "--no-wrap", str(CATALOG)],
        capture_output=True,
        text=True,
        check=True,
    )
    return sum(
        line.startswith("msgid ") and line != 'msgid ""' for line in result.stdout.splitlines()
    )


if __name__ == "__main__":
    sys.exit(main())
