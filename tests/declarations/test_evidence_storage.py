"""Evidence files are sealed, whole or absent, and gone when erased."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from klucznik.core import vault
from klucznik.declarations import storage
from klucznik.declarations.errors import EvidenceMissing

KEY = bytes(32)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return tmp_path / "evidence"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_stored_file_comes_back_and_is_unreadable_on_the_disk(folder: Path):
    ref = storage.store(b"%PDF- the scan", case_key=KEY)

    assert storage.read(ref, case_key=KEY) == b"%PDF- the scan"
    (kept,) = files(folder)
    assert b"scan" not in kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_key_of_another_case_opens_nothing():
    ref = storage.store(b"scan", case_key=KEY)

    with pytest.raises(vault.VaultBroken):
        storage.read(ref, case_key=vault.new_key())


def test_a_file_put_in_the_place_of_another_is_noticed(folder: Path):
    first = storage.store(b"the real scan", case_key=KEY)
    second = storage.store(b"another scan", case_key=KEY)

    path = {one.name: one for one in files(folder)}
    path[first].write_bytes(path[second].read_bytes())

    with pytest.raises(vault.VaultBroken):
        storage.read(first, case_key=KEY)


def test_erasing_leaves_nothing_and_may_be_repeated(folder: Path):
    ref = storage.store(b"scan", case_key=KEY)

    storage.erase(ref)
    storage.erase(ref)

    assert files(folder) == []
    with pytest.raises(EvidenceMissing):
        storage.read(ref, case_key=KEY)


@pytest.mark.parametrize(
    "ref",
    ["", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "/" * 32, "a" * 16 + "/" * 16],
)
def test_a_reference_never_leads_out_of_the_folder(ref: str):
    with pytest.raises(EvidenceMissing):
        storage.read(ref, case_key=KEY)
    with pytest.raises(EvidenceMissing):
        storage.erase(ref)


def test_a_full_disk_leaves_no_half_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        storage.store(b"scan", case_key=KEY)
    assert files(folder) == []


def test_strays_go_after_a_day_and_known_files_stay(folder: Path):
    known, stray, fresh = (storage.store(b"scan", case_key=KEY) for _ in range(3))
    long_ago = 1_700_000_000
    for path in files(folder):
        if path.name in {known, stray}:
            os.utime(path, (long_ago, long_ago))

    assert storage.erase_strays({known}, older_than=timedelta(days=1)) == 1
    assert {path.name for path in files(folder)} == {known, fresh}
