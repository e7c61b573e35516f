"""`klucznik status`: one line for each part, and an exit code for a monitor."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from klucznik.jobs import worker
from klucznik.jobs.models import Job, Rhythm
from klucznik.jobs.queue import enqueue
from klucznik.operations import watching
from tests import factories


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.EVIDENCE_DIR, settings.KEYS_DIR = tmp_path / "evidence", tmp_path / "keys"


@pytest.fixture
def signing_key(db):
    return factories.signing_key()


@pytest.fixture
def running(db):
    """A site whose worker was there a moment ago."""
    worker.wind()


def look(**options) -> dict[str, str]:
    """What wants the operator: part and words."""
    return {one.part: one.words for one in watching.findings(**options) if not one.fine}


def test_a_site_that_runs_wants_nothing(running, signing_key):
    assert look() == {}


def test_without_a_key_no_license_can_be_signed(running):
    assert look() == {"license key": "none signs"}


def test_a_worker_that_is_gone_is_missed(running, signing_key):
    Rhythm.objects.update(next_at=timezone.now() - timedelta(hours=2))

    assert look() == {"worker": "last seen 2 h ago"}


def test_a_worker_that_never_ran_is_missed(db, signing_key):
    assert look() == {"worker": "last seen never"}


def test_mail_that_waits_and_fails_is_told_with_its_reason(running, signing_key):
    enqueue("mail.deliver", email=1)
    Job.objects.filter(task="mail.deliver").update(
        created_at=timezone.now() - timedelta(hours=2),
        attempts=5,
        next_at=timezone.now() - timedelta(minutes=40),
        last_error="ConnectionRefusedError: [Errno 111]",
    )

    found = look()

    assert found["e-mail"] == "1 wait for more than an hour"
    assert "1 fail and are tried again" in found["failed work"]
    assert "ConnectionRefusedError" in found["failed work"]
    assert found["queue"].endswith("the oldest since 40 min ago")


def test_a_backup_may_be_asked_for(running, signing_key):
    assert look(backup_days=1) == {"backup": "last made never"}

    watching.note_backup(timezone.now().isoformat())

    assert look(backup_days=1) == {}


def test_a_backup_is_remembered(ready_site, tmp_path):
    assert ready_site("backup", tmp_path / "copy").returncode == 0

    assert "ok    backup        last made just now" in ready_site("status").stdout


def test_a_spoiled_note_of_the_backup_is_no_backup(settings, tmp_path):
    (tmp_path / watching.LAST_BACKUP).write_text("nonsense")

    assert watching.last_backup() is None


def test_the_command_says_it_in_lines_and_for_programs(ready_site):
    lines = ready_site("status", "--backup-days", 1)
    told = json.loads(ready_site("status", "--json").stdout)

    assert lines.returncode == 1
    assert "LOOK  worker        last seen never" in lines.stdout
    assert "ok    database" in lines.stdout
    assert {"part": "worker", "fine": False, "words": "last seen never"} in told


def test_a_database_that_is_away_leaves_the_rest(ready_site):
    told = ready_site("status", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")

    assert told.returncode in (1, 2)
    assert "Traceback" not in told.stderr
