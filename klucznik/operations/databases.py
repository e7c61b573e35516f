"""Copy the whole database out and in again: SQLite by its own online backup, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction

from klucznik.operations.errors import BackupUnusable

# Another server has other roles: what is restored belongs to whoever restores it.
UNOWNED = ("--no-owner", "--no-privileges")
FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def counts() -> dict[str, int]:
    """Rows of each table that this version knows and the database has."""
    tables = set(connection.introspection.table_names())
    return {model._meta.label: model._default_manager.count() for model in _models(tables)}


def dump(folder: Path) -> dict[str, int]:
    """Write the database as it is at one moment, and count what it holds at that same moment."""
    target = folder / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        return _copy_sqlite(target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", f"--snapshot={snapshot}", f"--file={target}", "--format=custom", *UNOWNED)
        target.chmod(0o600)
        return counts()


def load(folder: Path) -> None:
    """Put a dumped database in the place of ours."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / FILES["sqlite"])) as source:
            source.backup(connection.connection)
    else:
        connection.close()
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            *UNOWNED,
            str(folder / FILES["postgresql"]),
            into_database=True,
        )


def _copy_sqlite(target: Path) -> dict[str, int]:
    """A second connection copies: in write-ahead mode it sees what was committed, and stops nobody."""
    name = str(connection.settings_dict["NAME"])
    with (
        closing(sqlite3.connect(name, uri=name.startswith("file:"))) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupUnusable("The database is damaged: SQLite's own check failed on the copy.")
        target.chmod(0o600)
        tables = {
            name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        return {
            model._meta.label: copy.execute(
                f'SELECT count(*) FROM "{model._meta.db_table}"'  # noqa: S608 (names of our own tables)
            ).fetchone()[0]
            for model in _models(tables)
        }


def _models(tables: set[str]) -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.db_table in tables]


def _run(program: str, *arguments: str, into_database: bool = False) -> None:
    """Run one of PostgreSQL's programs; the password goes through its environment, where nobody sees it."""
    path = shutil.which(program)
    if path is None:
        raise BackupUnusable(
            f"{program} is not installed. On Debian or Ubuntu: apt install postgresql-client"
        )
    place = connection.get_connection_params()
    names = {
        "PGHOST": "host",
        "PGPORT": "port",
        "PGUSER": "user",
        "PGPASSWORD": "password",
        "PGDATABASE": "dbname",
    }
    known = {variable: str(place[name]) for variable, name in names.items() if place.get(name)}
    target = [f"--dbname={place['dbname']}"] if into_database else []
    done = subprocess.run(
        [path, *target, *arguments],
        env=os.environ | known,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupUnusable(f"{program} failed: {last}")
