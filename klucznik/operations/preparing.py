"""Make a fresh system usable: tables, cache, catalog, articles, static files; each is quick when nothing is to do."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from klucznik.catalog.loading import load_catalog
from klucznik.core import vault
from klucznik.declarations.models import Declaration
from klucznik.help.checking import WrongArticles
from klucznik.help.loading import load as load_articles
from klucznik.licensing.actions.keys import ensure_signing_key
from klucznik.licensing.models import License
from klucznik.operations.errors import CannotStart, WrongKey
from klucznik.operations.locking import only_one

MIGRATING = 7_262_801  # the number of our advisory lock; any number would do, all processes must name the same
STAMP = ".collected"
log = structlog.get_logger(__name__)


def prepare(*, with_catalog: bool = True, with_articles: bool = True) -> None:
    """Bring an empty database up; refuse one of an older version, since an upgrade wants a backup first."""
    with only_one("prepare"):
        waiting = unapplied()
        if waiting and not is_empty():
            raise CannotStart(
                f"The database is behind this version (migrations: {len(waiting)}). "
                "Back it up (klucznik backup), then run: klucznik migrate"
            )
        if waiting:
            migrate()
        refuse_without_key()
        if with_catalog:
            load_catalog()
        if with_articles:
            _load_articles()
        ensure_signing_key()


def upgrade() -> list[str]:
    """Apply what is missing, on whatever state the database is in; tells the names of what was applied."""
    with only_one("prepare"):
        waiting = unapplied()
        migrate()
        load_catalog()
        _load_articles()
        ensure_signing_key()
    return waiting


def _load_articles() -> None:
    """A wrong article does not keep the portal from starting: readers see what they saw, and the log says why."""
    try:
        loaded = load_articles()
    except WrongArticles as wrong:
        for problem in wrong.problems:
            log.warning("article_wrong", problem=problem)
        return
    for sentence in loaded.kept:
        log.info("article_left_to_the_staff", sentence=sentence)


def unapplied() -> list[str]:
    """Names of the migrations that the database has not seen yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def migrate() -> None:
    """All migrations and the table of the cache; of several machines on one PostgreSQL, one does it."""
    with _alone_on_the_server(), _without_collecting():
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        call_command("createcachetable", verbosity=0)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """The models of a hundred migrations live on; looking for dead ones among them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _alone_on_the_server() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
            cursor.execute("RESET statement_timeout")


def collect_static() -> bool:
    """Copy styles, scripts and pictures under hashed names; True when there was something to do."""
    with only_one("static"):
        stamp, seen = Path(settings.STATIC_ROOT) / STAMP, _fingerprint()
        if stamp.exists() and stamp.read_text() == seen:
            return False
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(seen)
    return True


def _fingerprint() -> str:
    """Changes with the name, size or time of any static file."""
    found = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            found.append((name, status.st_size, status.st_mtime_ns))
    storage_name = settings.STORAGES["staticfiles"]["BACKEND"]
    return hashlib.sha256(json.dumps([storage_name, sorted(found)]).encode()).hexdigest()


def refuse_without_key() -> None:
    """A new key beside an old database would open nothing of it and know no license number: say so instead."""
    path = Path(settings.KEYS_DIR) / "vault.key"
    if path.exists() or not (_newest_sealed() or License.objects.exists()):
        return
    raise CannotStart(
        f"The key {path} is missing, and the database was sealed with it: evidence files, addresses of people who "
        "are told and license numbers. Put the folder of keys back from a backup. If there is none, put a file with "
        "32 random bytes there: the portal starts, what was sealed stays closed, and licenses must be imported anew."
    )


def check_key() -> str:
    """Open the newest sealed key of a case; nothing is changed."""
    path = Path(settings.KEYS_DIR) / "vault.key"
    case = _newest_sealed()
    if case is None:
        return f"{path}, nothing is sealed yet" if path.exists() else "made when it is needed"
    if not path.exists():
        raise WrongKey(f"{path} is missing; put it back from a backup.")
    try:
        vault.unwrap(case.wrapped_key or b"", context=case.public_id)
    except vault.VaultBroken as broken:
        raise WrongKey(str(broken)) from broken
    return f"{path} opens what is sealed"


def _newest_sealed() -> Declaration | None:
    return Declaration.objects.filter(wrapped_key__isnull=False).order_by("-pk").first()
