"""Makes the list of common passwords that we ship: short hashes of what people choose, sorted, nothing to read.

    python -m tools.common_passwords FOLDER_OF_ZXCVBN

The words come from Django's list (BSD), from the frequency lists of the package zxcvbn (MIT), whose unpacked folder is
named, and from our own list for Poland beside this module.
"""

from __future__ import annotations

import gzip
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth import password_validation

from klucznik.accounts.leaks import SHIPPED, mark_of, plain

OURS = Path(__file__).with_name("polish_passwords.txt")
TAKEN = ("passwords", "male_names", "female_names", "surnames")
SHORTEST = 3


def main(folder: str) -> None:
    words = {plain(word) for word in (*_djangos(), *_zxcvbns(Path(folder)), *_ours())}
    marks = sorted({mark_of(word) for word in words if len(word) >= SHORTEST})
    SHIPPED.parent.mkdir(exist_ok=True)
    SHIPPED.write_bytes(b"".join(marks))
    print(f"{len(marks)} passwords, {SHIPPED.stat().st_size} bytes")


def _djangos() -> Iterator[str]:
    packed = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    yield from gzip.decompress(packed.read_bytes()).decode().split()


def _zxcvbns(folder: Path) -> Iterator[str]:
    """Passwords and names; ordinary words of a language may stand in a password."""
    found = importlib.util.spec_from_file_location("lists", folder / "frequency_lists.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    for name in TAKEN:
        yield from module.FREQUENCY_LISTS[name]


def _ours() -> Iterator[str]:
    for line in OURS.read_text().splitlines():
        if not line.startswith("#"):
            yield from line.split()


if __name__ == "__main__":
    main(sys.argv[1])
