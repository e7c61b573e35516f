"""A lost key is noticed before anything is sealed with another one, and the erased stays erased."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from klucznik.core import clock, vault
from klucznik.declarations.actions.evidence import add_files, remove_file
from klucznik.declarations.errors import EvidenceMissing, EvidenceSealed
from klucznik.declarations.models import Declaration, EvidenceFile
from klucznik.declarations.papers import file_data
from klucznik.declarations.tasks import erase_old_evidence, erase_strays
from klucznik.operations.backups import backup, restore
from klucznik.operations.errors import CannotStart
from klucznik.operations.explaining import findings
from klucznik.operations.preparing import prepare, refuse_without_key
from tests.declarations import cases


@pytest.fixture
def case(cast, settings, tmp_path: Path):
    settings.KEYS_DIR = tmp_path / "keys"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    with transaction.atomic():
        cases.lose_the_keys(cast)
    yield add_files(cast.dorota, cases.draft(cast.dorota, cast.alfa), file=[cases.scan()])
    vault._load_master_key.cache_clear()


def lose(folder: Path) -> None:
    shutil.rmtree(folder)
    vault._load_master_key.cache_clear()


def keys_line():
    return next(one for one in findings(with_mail=False) if one.what == "Keys")


def test_without_its_key_the_portal_does_not_start_on_a_new_one(case, settings):
    refuse_without_key()
    lose(settings.KEYS_DIR)

    with pytest.raises(CannotStart, match="Put the folder"):
        prepare(with_catalog=False, with_articles=False)
    assert not (settings.KEYS_DIR / "vault.key").exists()
    assert not keys_line().good


def test_a_key_of_another_site_is_told_by_the_check_and_by_each_file(case, settings):
    assert keys_line().good
    lose(settings.KEYS_DIR)
    settings.KEYS_DIR.mkdir()
    (settings.KEYS_DIR / "vault.key").write_bytes(secrets.token_bytes(32))

    found = keys_line()

    assert not found.good
    assert "another key" in found.found
    with pytest.raises(EvidenceSealed):
        file_data(EvidenceFile.objects.get())


def test_a_fresh_site_makes_its_key(db, settings, tmp_path: Path):
    settings.KEYS_DIR = tmp_path / "keys"

    refuse_without_key()
    assert keys_line().good


def ended(case, days: int) -> None:
    at = clock.now() - timedelta(days=days)
    Declaration.objects.filter(pk=case.pk).update(state="withdrawn", ended_at=at)


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_by_schedule_goes_again_after_an_older_backup_came_back(
    case, settings, tmp_path: Path, deliver
):
    ended(case, 31)
    backup(tmp_path / "backup")
    erase_old_evidence()
    deliver()
    with pytest.raises(EvidenceMissing):
        file_data(EvidenceFile.objects.get())

    restore(tmp_path / "backup", force=True)
    vault._load_master_key.cache_clear()
    assert file_data(EvidenceFile.objects.get())
    erase_old_evidence()
    deliver()

    assert Declaration.objects.get(pk=case.pk).wrapped_key is None
    assert not [one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()]


def test_a_file_whose_erasure_was_interrupted_goes_with_the_strays(cast, case, settings):
    """The commit said that it is erased, and the power went before it was."""
    file = EvidenceFile.objects.get()
    (path,) = [one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()]
    kept = path.read_bytes()
    remove_file(cast.dorota, cases.fresh(case), file)
    path.write_bytes(kept)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    erase_strays()

    assert not path.exists()
