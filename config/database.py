"""Turn one database address into Django's settings: SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import WrongSetting


def database(address: str, data: Path) -> dict[str, Any]:
    """Settings for `sqlite:PATH`, `postgres://user:password@host:port/name` or the embedded default."""
    parts = urlsplit(address)
    if not address or parts.scheme == "sqlite":
        path = (
            Path(address.removeprefix("sqlite:").removeprefix("//"))
            if address
            else data / "klucznik.sqlite3"
        )
        return sqlite(path)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise WrongSetting(
            "KLUCZNIK_DATABASE_URL: expected postgres://user:password@host:5432/name or sqlite:PATH."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # A new connection for each request costs nine times as much as keeping it.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c statement_timeout=30000 -c jit=off"}
        | dict(parse_qsl(parts.query)),
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server's database: write-ahead log, immediate transactions, patience with other writers."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
            ),
        },
    }
