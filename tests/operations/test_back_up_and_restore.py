"""A backup put into an empty site gives the same site; the whole suite runs on both databases, so this does too."""

from __future__ import annotations

import io
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from klucznik.core import vault
from klucznik.integrations.erp.exporting import export
from klucznik.integrations.erp.importing import import_file
from klucznik.licensing.models import License
from klucznik.operations.backups import backup, restore
from klucznik.operations.errors import BackupUnusable
from tests.integrations.conftest import DATA

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ("companies", "licenses", "transactions")


@pytest.fixture
def full(transactional_db):
    """A portal with customers and a piece of evidence."""
    call_command("catalog")
    for kind in KINDS:
        import_file(kind, DATA / f"{kind}.csv")
    (settings.EVIDENCE_DIR / "case").mkdir(parents=True)
    (settings.EVIDENCE_DIR / "case" / "scan").write_bytes(b"sealed")


def exported():
    written = {kind: io.StringIO() for kind in KINDS}
    for kind, out in written.items():
        export(kind, out)
    return {kind: out.getvalue() for kind, out in written.items()}


def lose_everything():
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.KEYS_DIR)
    shutil.rmtree(settings.EVIDENCE_DIR)
    vault._load_master_key.cache_clear()


def test_what_was_backed_up_is_there_after_the_restore(full, tmp_path):
    before = exported()
    manifest = backup(tmp_path / "backup")
    lose_everything()

    restored, _voided = restore(tmp_path / "backup")

    assert exported() == before
    assert restored.counts == manifest.counts
    assert manifest.counts["licensing.License"] == License.objects.count() == 62
    assert (settings.EVIDENCE_DIR / "case" / "scan").read_bytes() == b"sealed"


def test_the_keys_come_along(full, tmp_path):
    backup(tmp_path / "backup")
    lose_everything()

    restore(tmp_path / "backup")

    # Licenses are found by the keyed hash of their number: with another key they would all be new.
    vault._load_master_key.cache_clear()
    assert import_file("licenses", DATA / "licenses.csv").unchanged == 62


def test_a_site_in_use_is_replaced_only_when_told(full, tmp_path):
    backup(tmp_path / "backup")
    License.objects.update(amount=99)

    with pytest.raises(BackupUnusable, match="--force"):
        restore(tmp_path / "backup")
    restore(tmp_path / "backup", force=True)

    assert not License.objects.filter(amount=99).exists()


def test_a_backup_overwrites_only_a_backup_and_only_when_told(full, tmp_path):
    backup(tmp_path / "backup")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("important")

    with pytest.raises(BackupUnusable, match="not empty"):
        backup(tmp_path / "backup")
    with pytest.raises(BackupUnusable, match="no backup"):
        backup(tmp_path / "mine", force=True)

    assert backup(tmp_path / "backup", force=True).counts
    assert (tmp_path / "mine" / "letter.txt").read_text() == "important"


def test_a_damaged_backup_is_not_put_in_place(full, tmp_path):
    backup(tmp_path / "backup")
    (tmp_path / "backup" / "evidence" / "case" / "scan").write_bytes(b"another")

    with pytest.raises(BackupUnusable, match="evidence/case/scan"):
        restore(tmp_path / "backup", force=True)

    assert License.objects.count() == 62


def test_a_folder_without_a_manifest_is_no_backup(full, tmp_path):
    with pytest.raises(BackupUnusable, match="holds no backup"):
        restore(tmp_path, force=True)


def test_only_the_owner_can_read_a_backup(full, tmp_path):
    backup(tmp_path / "backup")

    inside = (tmp_path / "backup").rglob("*")
    assert {path.stat().st_mode & 0o077 for path in inside} == {0}
