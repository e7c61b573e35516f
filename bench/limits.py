"""What a bare program can do here: the same work as a check without any of our code, in a WSGI function and a driver.

Started by `bench.run` as `python -m bench.limits PORT DATABASE_URL MODE` (check, commit or hello).
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOUND = """
    SELECT a.id, l.status, l.valid_from, l.valid_to, l.amount FROM devices_device d
    JOIN devices_activation a ON a.device_id = d.id AND a.ended_at IS NULL
    JOIN licensing_license l ON l.id = a.license_id WHERE d.secret_hash = {mark}
"""
KEY = Ed25519PrivateKey.generate()
_local = threading.local()


def reader(address: str) -> Callable[[str], Any]:
    """How one row is read: by the driver alone, a connection for each thread."""
    if address.startswith("sqlite:"):
        import sqlite3

        def sqlite(hashed: str) -> Any:
            if not hasattr(_local, "connection"):
                _local.connection = sqlite3.connect(address.removeprefix("sqlite:"))
                _local.connection.execute("PRAGMA mmap_size=134217728")
            return _local.connection.execute(FOUND.format(mark="?"), [hashed]).fetchone()

        return sqlite
    import psycopg

    def postgres(hashed: str) -> Any:
        if not hasattr(_local, "connection"):
            _local.connection = psycopg.connect(address, autocommit=True)
        return _local.connection.execute(FOUND.format(mark="%s"), [hashed]).fetchone()

    return postgres


def writer(address: str) -> Callable[[int], Any]:
    """How one durable commit of one row is made."""
    change = "UPDATE devices_activation SET file_counter = file_counter + 1 WHERE id = {mark}"
    if address.startswith("sqlite:"):
        import sqlite3

        def sqlite(key: int) -> Any:
            if not hasattr(_local, "writing"):
                _local.writing = sqlite3.connect(
                    address.removeprefix("sqlite:"), timeout=20, isolation_level=None
                )
                _local.writing.execute("PRAGMA synchronous=FULL")
            return _local.writing.execute(change.format(mark="?"), [key])

        return sqlite
    import psycopg

    def postgres(key: int) -> Any:
        if not hasattr(_local, "writing"):
            _local.writing = psycopg.connect(address, autocommit=True)
        return _local.writing.execute(change.format(mark="%s"), [key])

    return postgres


def application(address: str, mode: str) -> Callable[..., Iterable[bytes]]:
    """A WSGI function that does just what a check cannot do without."""
    read, write = reader(address), writer(address)

    def hello(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [b'{"ok":true}']

    def check(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        secret = environ["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
        row = read(hashlib.sha256(secret.encode()).hexdigest())
        answer = {"found": row is not None, "nonce": body.get("nonce", ""), "row": str(row)}
        signed = KEY.sign(json.dumps(answer, sort_keys=True).encode())
        answer["signed"] = base64.urlsafe_b64encode(signed).decode()
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def commit(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        write(random.randrange(1, 1000))
        start("200 OK", [("Content-Type", "application/json")])
        return [b'{"ok":true}']

    return {"hello": hello, "check": check, "commit": commit}[mode]


def main() -> None:
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import MPServer

    port, address, mode = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    if urlsplit(address).scheme == "postgresql":
        address = address.replace("postgresql", "postgres", 1)
    server = MPServer(
        "bench.limits:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        backpressure=64,
        http1_settings=HTTP1Settings(keep_alive=False),
        log_level=LogLevels.error,
        log_access=False,
    )
    server.serve(target_loader=lambda: application(address, mode), wrap_loader=False)


if __name__ == "__main__":
    main()
