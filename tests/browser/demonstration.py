"""The real `klucznik demo` as a process of its own: started, waited for, stopped as Ctrl-C would."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_STOP = 15
APPLICATION = "Sample application in the browser: "


@dataclass
class Demonstration:
    """One running demonstration and what it said until it was ready."""

    process: subprocess.Popen[str]
    url: str
    said: list[str]

    @property
    def application(self) -> str:
        """Where the sample application listens, as it was said."""
        told = next(line for line in self.said if line.startswith(APPLICATION))
        return told.removeprefix(APPLICATION).rstrip("/")

    def stop(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.communicate(timeout=SECONDS_TO_STOP)
        finally:
            self.process.kill()
        return self.process.returncode


def start(folder: Path, port: int, *options: str) -> Demonstration:
    """Start and wait for the line that says it answers; what it said instead is the failure's text."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "klucznik",
            "demo",
            "--port",
            str(port),
            "--data",
            str(folder),
            *options,
        ],
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip())
        if line.startswith("Ready: "):
            return Demonstration(process, line.removeprefix("Ready: ").strip(), said)
    raise AssertionError("The demonstration did not start:\n" + "\n".join(said))


def surroundings() -> dict[str, str]:
    """The environment without what the tests themselves run with."""
    ours = ("KLUCZNIK_", "PYTEST", "DJANGO_SETTINGS_MODULE", "COV_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def copy_of(folder: Path, to: Path) -> Path:
    """The stage as it was set, for one story to change."""
    return Path(shutil.copytree(folder, to))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
