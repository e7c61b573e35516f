"""`klucznik serve`: answers, and ends as a whole."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import surroundings


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(ready_folder: Path, port: int):
    """The running portal; it has said that it answers."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KLUCZNIK_", "PYTEST"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "klucznik", "serve", "--port", str(port)],
        cwd=surroundings.ROOT,
        env=kept | {"KLUCZNIK_DATA": str(ready_folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "Klucznik answers" in process.stdout.readline()
    yield process
    process.kill()
    process.wait()


def asked(port: int, path: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as peer:
        peer.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        )
        return peer.makefile().readline()


def children(process: subprocess.Popen) -> list[int]:
    return [
        int(pid)
        for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    ]


def test_it_answers_and_stops_cleanly(server, port):
    answer = asked(port, "/readyz")

    server.send_signal(signal.SIGTERM)

    assert " 200 " in answer
    assert server.wait(20) == 0


def test_when_the_worker_dies_the_web_stops_too(server, port):
    worker = children(server)[0]

    os.kill(worker, signal.SIGKILL)

    assert server.wait(20) == 1


def test_a_port_in_use_is_told(server, port, ready_site):
    told = ready_site("web", "--port", port)

    assert told.returncode == 2
    assert "Cannot listen" in told.stderr
