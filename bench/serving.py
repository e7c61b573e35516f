"""Start ours and the bare limit for a benchmark, and read what they cost: processor time of server and database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60


@contextmanager
def ours(port: int, environment: dict[str, str]) -> Iterator[int]:
    """`klucznik web` on this port; the process id of its parent."""
    command = [sys.executable, "-P", "-m", "klucznik", "web", "--port", str(port)]
    with _running(command, port, environment) as pid:
        yield pid


@contextmanager
def bare(port: int, database: str, mode: str) -> Iterator[int]:
    """The limit (limits.py) on this port."""
    command = [sys.executable, "-m", "bench.limits", str(port), database, mode]
    with _running(command, port, {}) as pid:
        yield pid


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": os.getcwd()} | environment, start_new_session=True
    )
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"The server ended at once with {process.returncode}.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(0.5)
                return
        time.sleep(0.05)
    raise SystemExit("The server does not answer.")


def processor_seconds(pid: int) -> float:
    """What a process and its children, and all of PostgreSQL's processes, have used so far."""
    family, grown = {pid}, True
    stats = {int(p.name): _stat(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    while grown:
        grown = False
        for one, (_, parent, _) in stats.items():
            if parent in family and one not in family:
                family.add(one)
                grown = True
    return sum(
        used / TICKS
        for one, (name, _, used) in stats.items()
        if one in family or name.startswith("postgres")
    )


def _stat(folder: Path) -> tuple[str, int, int]:
    """Name, parent, and processor ticks (its own and those of ended children)."""
    try:
        text = (folder / "stat").read_text()
    except OSError:
        return "", 0, 0
    name = text[text.index("(") + 1 : text.rindex(")")]
    rest = text[text.rindex(")") + 2 :].split()
    return name, int(rest[1]), int(rest[11]) + int(rest[12])
