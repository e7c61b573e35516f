"""Who is signed in in which browser: a random cookie, its hash here, and beside it what the portal gave for it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

IDLE = 12 * 3600
COOKIE = "reference_cloud"
_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
  hash TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  name TEXT NOT NULL,
  waiting TEXT NOT NULL,
  seen REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS key (value TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Session:
    """One browser: nobody yet, somebody on the way in (`waiting`), or somebody with a token of the portal."""

    id: str
    token: str = ""
    name: str = ""
    waiting: str = ""

    @property
    def is_signed_in(self) -> bool:
        return bool(self.token)


class Sessions:
    """The sessions in a file that only the application's own user can read: tokens are secrets."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now
        path.touch(mode=0o600, exist_ok=True)
        with self._open() as database:
            database.executescript(_TABLES)
            database.execute("BEGIN IMMEDIATE")
            if database.execute("SELECT count(*) FROM key").fetchone()[0] == 0:
                database.execute("INSERT INTO key VALUES (?)", (secrets.token_hex(32),))
            database.commit()
            self._key = database.execute("SELECT value FROM key").fetchone()[0].encode()

    def of(self, cookie: str) -> Session:
        """The session of a cookie; a new one, which nobody is in, for none or an old one."""
        query = "SELECT token, name, waiting FROM sessions WHERE hash = ? AND seen > ?"
        with self._open() as database:
            row = database.execute(query, (_hashed(cookie), self._now() - IDLE)).fetchone()
            if row is None:
                return Session(cookie if _is_ours(cookie) else secrets.token_urlsafe(32))
            update = "UPDATE sessions SET seen = ? WHERE hash = ?"
            database.execute(update, (self._now(), _hashed(cookie)))
        return Session(cookie, *row)

    def keep(self, session: Session) -> Session:
        with self._open() as database:
            database.execute("DELETE FROM sessions WHERE seen <= ?", (self._now() - IDLE,))
            values = (_hashed(session.id), session.token, session.name, session.waiting)
            database.execute(
                "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?)", (*values, self._now())
            )
        return session

    def enter(self, before: Session, *, token: str, name: str) -> Session:
        """Somebody came in: under a new cookie, so that one that was planted before is worth nothing."""
        self.end(before)
        return self.keep(Session(secrets.token_urlsafe(32), token=token, name=name))

    def end(self, session: Session) -> None:
        with self._open() as database:
            database.execute("DELETE FROM sessions WHERE hash = ?", (_hashed(session.id),))

    def form_mark(self, session: Session) -> str:
        """What a form of this browser carries, and no other site can know."""
        return hmac.new(self._key, session.id.encode(), hashlib.sha256).hexdigest()

    def is_own_form(self, session: Session, mark: str) -> bool:
        return hmac.compare_digest(self.form_mark(session).encode(), mark.encode())

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as database:
            yield database


def _hashed(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()


def _is_ours(cookie: str) -> bool:
    return len(cookie) == 43 and cookie.replace("-", "a").replace("_", "a").isalnum()
