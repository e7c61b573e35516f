"""What an operator should look at: each part of the portal in one line, fine or not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone

from klucznik.core.documents import problems
from klucznik.core.vendor import vendor
from klucznik.jobs import watching as work
from klucznik.jobs.models import Job
from klucznik.licensing.models import SigningKey
from klucznik.operations.preparing import unapplied

LATE = timedelta(minutes=15)
LEAST_FREE = 1 << 30  # bytes: the files of a busy week, and a copy of the database
LAST_BACKUP = "last-backup.json"


@dataclass(frozen=True)
class Finding:
    """One part: its name, what is known of it, and whether all is well."""

    part: str
    fine: bool
    words: str


def findings(*, backup_days: int | None = None) -> list[Finding]:
    """Every part. Where the database is away, only what can be said without it."""
    found = [_disk(), _documents(), _backup(backup_days)]
    try:
        return [_database(), *_of_database(), *found]
    except DatabaseError as error:
        return [Finding("database", False, f"cannot be used: {error}".strip()), *found]


def _of_database() -> Iterator[Finding]:
    if unapplied():
        return
    yield from _work()
    yield _mail()
    yield _keys()


def _database() -> Finding:
    behind = len(unapplied())
    words = (
        f"is behind this version (migrations: {behind}): klucznik migrate"
        if behind
        else "answers, nothing to upgrade"
    )
    return Finding("database", not behind, f"{connection.vendor} {words}")


def _work() -> Iterator[Finding]:
    now = work.state()
    late = work.is_late(now.worker_seen)
    yield Finding("worker", not late, f"last seen {ago(now.worker_seen)}")
    behind = now.due_since is not None and timezone.now() - now.due_since > LATE
    since = f", the oldest since {ago(now.due_since)}" if now.waiting else ""
    yield Finding("queue", not behind, f"{now.waiting} wait{since}")
    failing = now.trying + now.given_up
    reason = f" ({now.last_error[:120]})" if failing and now.last_error else ""
    words = f"{now.trying} fail and are tried again, {now.given_up} were given up{reason}"
    yield Finding("failed work", not failing, words)


def _mail() -> Finding:
    unsent = Job.objects.filter(task="mail.deliver", done_at=None)
    late = unsent.filter(created_at__lt=timezone.now() - timedelta(hours=1)).count()
    return Finding("e-mail", not late, f"{late} wait for more than an hour")


def _keys() -> Finding:
    key = SigningKey.objects.signing().first()
    return Finding("license key", key is not None, f"{key} signs" if key else "none signs")


def _disk() -> Finding:
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    return Finding("disk", free >= LEAST_FREE, f"{free / (1 << 30):.1f} GiB free for files")


def _documents() -> Finding:
    wrong = list(problems(vendor().folder))
    return Finding("documents", not wrong, wrong[0] if wrong else "all can be read")


def _backup(days: int | None) -> Finding:
    made = last_backup()
    old = days is not None and (made is None or timezone.now() - made > timedelta(days=days))
    return Finding("backup", not old, f"last made {ago(made)}")


def last_backup() -> datetime | None:
    """When `klucznik backup` last finished on this site."""
    try:
        told = json.loads((Path(settings.DATA_DIR) / LAST_BACKUP).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_backup(made_at: str) -> None:
    """Remember it beside the data; the folder of the backup may lie on another machine soon."""
    path = Path(settings.DATA_DIR) / LAST_BACKUP
    path.write_text(json.dumps({"made_at": made_at}) + "\n", encoding="utf-8")


UNITS: list[tuple[int, str]] = [(86_400, "d"), (3_600, "h"), (60, "min")]


def ago(moment: datetime | None) -> str:
    """How long ago, in the largest unit that fits; "never" for None."""
    if moment is None:
        return "never"
    seconds = max(int((timezone.now() - moment).total_seconds()), 0)
    for size, unit in UNITS:
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return "just now"
