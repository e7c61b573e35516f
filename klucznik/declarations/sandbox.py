"""Runs what touches hostile files in a short-lived process with little memory and little time."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from klucznik.declarations.errors import FileNotChecked

_LIMITS: Final = Path(__file__).with_name("sandbox_limits.py")
_AT_ONCE: Final = 2
_seats = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True)
class Limits:
    """What a worker may use: seconds (of the clock and of the processor), bytes of address space and of answer."""

    seconds: float = 20
    memory: int = 640 << 20
    output: int = 160 << 20  # twenty pages of the worst noise


USUAL: Final = Limits()


class WorkerFailed(Exception):
    """The worker crashed, or hit a limit, or took too long: the file is to blame."""


def run(worker: Path, data: bytes, *, within: Limits = USUAL, **job: Any) -> bytes:
    """Give the data to a worker script and return what it wrote; the caller always survives."""
    if not _seats.acquire(timeout=within.seconds):
        raise FileNotChecked  # the machine is busy; that is no fault of the file
    try:
        return _run(worker, data, job, within)
    finally:
        _seats.release()


def _run(worker: Path, data: bytes, job: dict[str, Any], within: Limits) -> bytes:
    limits = json.dumps(
        {
            "seconds": math.ceil(within.seconds),
            "memory": within.memory,
            "output": within.output,
        }
    )
    # The answer goes to a file, not a pipe: the limit of file size then bounds it as well.
    with tempfile.TemporaryFile() as answer:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", str(_LIMITS), limits, str(worker), json.dumps(job)],
            stdin=subprocess.PIPE,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        try:
            process.communicate(data, timeout=within.seconds)
        except subprocess.TimeoutExpired:
            raise WorkerFailed("took too long") from None
        finally:
            _end(process)
        if process.returncode != 0:
            raise WorkerFailed(f"ended with {process.returncode}")
        answer.seek(0)
        return answer.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the worker with everything it may have started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
