"""The database of the tests: migrated once and copied from then on, and emptied only where something was written."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

# What the migrations themselves wrote: a test that commits leaves it.
KEPT = {"django_migrations", "django_content_type"}
# What a file of SQLite may have beside it.
BESIDE = ("-wal", "-shm")

Create = Callable[..., str]


def digest_of_migrations() -> str:
    """Another one with any change of a migration, of ours or of a library."""
    found = hashlib.sha256(django.__version__.encode() + Path(__file__).read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            found.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def copied(migrate: Create, cache: Path) -> Create:
    """In place of the connection's `create_test_db`: the first process migrates, the others copy what it made."""

    def create(**options: Any) -> str:
        with one_at_a_time(cache / f"{connection.vendor}.lock"):
            if connection.vendor == "sqlite":
                name = _from_file(migrate, cache, options)
            else:
                name = _from_template(migrate, options)
        connection.close()
        _connect_to(name)
        connection.ensure_connection()
        return name

    return create


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _connect_to(name: str) -> None:
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _from_file(migrate: Create, cache: Path, options: dict[str, Any]) -> str:
    prepared = cache / f"{digest_of_migrations()}.sqlite3"
    name = str(connection.creation._get_test_db_name())
    if not prepared.exists():
        migrate(**options)
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        for older in cache.glob("*.sqlite3*"):
            older.unlink()
        unfinished = shutil.copyfile(name, f"{prepared}.new")
        Path(unfinished).rename(prepared)
    for more in BESIDE:
        Path(name + more).unlink(missing_ok=True)
    shutil.copyfile(prepared, name)
    return name


def _from_template(migrate: Create, options: dict[str, Any]) -> str:
    """The template is another database of the same server; its comment is the digest it was made with."""
    plain, digest = connection.settings_dict["NAME"], digest_of_migrations()
    template = f"template_{plain}"
    own = connection.settings_dict["TEST"]
    name = connection.creation._get_test_db_name()
    if _comment_on(template) != digest:
        own["NAME"] = template
        migrate(**options)
        connection.cursor().execute(f"COMMENT ON DATABASE \"{template}\" IS '{digest}'")
        connection.close()
        _connect_to(plain)
    own |= {"NAME": name, "TEMPLATE": template}
    connection.creation._create_test_db(verbosity=0, autoclobber=True)
    return name


def _comment_on(database: str) -> str | None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [database],
        )
        return (cursor.fetchone() or [None])[0]


def empty(*_: Any) -> None:
    """Instead of Django's flush after a test that committed, which visits every table and then every model."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    quoted = {name: connection.ops.quote_name(name) for name in tables}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table})"
                for name, table in quoted.items()
            )
        )
        written = [name for (name,) in cursor.fetchall()]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name in written:
            cursor.execute(f"DELETE FROM {quoted[name]}")
