"""The sample application in the browser: where it listens, how the catalog leads there, started and stopped with us."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOG = ROOT / "klucznik" / "catalog" / "sample.toml"
HOST = "127.0.0.1"
# Its own folder in the demonstration's: documents, sessions, and the address of this start.
FOLDER, ADDRESS, BEGINNING = "application", "address", "beginning.csv"
PORTS = 20
SECONDS_TO_STOP = 5
# The products that it stands in for, by their codes in the sample catalog.
PRODUCTS = ("subiekt-123", "zarezerwuj-pl")


def prepare(folder: Path, port: int) -> Path:
    """Choose the port for this start, and write the sample catalog with the addresses of the application.

    No setting is read yet. Without the sources of the application nothing leads there.
    """
    own = folder / FOLDER
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = next((one for one in range(port + 1, port + 1 + PORTS) if _is_free(one)), 0)
    address = f"http://{HOST}:{free}" if free and (ROOT / "reference" / "cloud").is_dir() else ""
    (own / ADDRESS).write_text(address)
    catalog = folder / "catalog.toml"
    catalog.write_text(led_to(address, CATALOG.read_text(encoding="utf-8")), encoding="utf-8")
    return catalog


def led_to(address: str, catalog: str) -> str:
    """The catalog in which people open these products at the address."""
    for code in PRODUCTS if address else ():
        line = f'code = "{code}"\n'
        catalog = catalog.replace(line, f'{line}address = "{address}/{code}/"\n', 1)
    return catalog


def address_in(folder: Path) -> str:
    """Where it listens since this start; empty when it does not."""
    try:
        return (Path(folder) / FOLDER / ADDRESS).read_text()
    except FileNotFoundError:
        return ""


def beginning_in(folder: Path) -> Path:
    """The documents with which it begins."""
    own = Path(folder) / FOLDER
    own.mkdir(exist_ok=True, mode=0o700)
    return own / BEGINNING


@contextmanager
def beside(folder: Path, portal: str) -> Iterator[str]:
    """The application runs as a process of its own that knows nothing of us but the portal's address.

    Empty when it cannot start; the demonstration is whole without it.
    """
    address = address_in(folder)
    if not address:
        yield ""
        return
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "reference.cloud", "--ends-with-parent"),
            *("--portal", portal, "--data", str(Path(folder) / FOLDER)),
            *("--port", re.findall(r"\d+$", address)[0]),
            *("--begin-with", str(beginning_in(folder))),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "sdk" / "python")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us; we end it
    )
    try:
        assert process.stdout is not None
        if not process.stdout.readline().startswith(b"Ready"):
            (Path(folder) / FOLDER / ADDRESS).write_text("")
        yield address_in(folder)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True
