"""The antivirus hook: nothing by default, ClamAV by one setting, or a scanner of the operator's."""

from __future__ import annotations

import socket
import struct
import time
from typing import Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.declarations.errors import FileNotChecked, MalwareFound

_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_SECONDS: Final = 30.0


class Scanner(Protocol):
    """Looks at an uploaded file; raises MalwareFound, or FileNotChecked when it cannot look."""

    def scan(self, data: bytes) -> None: ...


class NoScanner:
    """Used when no antivirus program is set."""

    def scan(self, data: bytes) -> None:
        return None


class ClamAV:
    """Asks a clamd daemon at tcp://host:port or unix:///path; anything but OK is not clean."""

    def __init__(self, url: str, *, seconds: float = _SECONDS) -> None:
        self.url = url
        self.seconds = seconds

    def scan(self, data: bytes) -> None:
        try:
            answer = self._ask(data)
        except (OSError, ValueError) as problem:
            raise FileNotChecked from problem
        if answer == "stream: OK":
            return
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            raise MalwareFound(threat=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise FileNotChecked

    def _ask(self, data: bytes) -> str:
        """All of it within one time: a daemon that answers letter by letter keeps nobody waiting."""
        until = time.monotonic() + self.seconds
        with self._connect() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                line.settimeout(_left(until))
                line.sendall(struct.pack(">I", len(part)) + part)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                line.settimeout(_left(until))
                part = line.recv(_LONGEST_ANSWER)
                if not part:
                    raise ConnectionError("clamd hung up before it answered")
                answer += part
        return answer.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _connect(self) -> socket.socket:
        parts = urlsplit(self.url)
        if parts.scheme == "tcp" and parts.hostname:
            return socket.create_connection((parts.hostname, parts.port or 3310), self.seconds)
        if parts.scheme == "unix" and parts.path:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.settimeout(self.seconds)
                line.connect(parts.path)
            except OSError:
                line.close()
                raise
            return line
        raise ValueError(f"Not an address of clamd: {self.url}")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("clamd took too long")
    return left


def scanner() -> Scanner:
    """The scanner that the settings name."""
    if path := getattr(settings, "SCANNER", ""):
        made: Scanner = import_string(path)()
        return made
    if url := getattr(settings, "CLAMAV_URL", ""):
        return ClamAV(url)
    return NoScanner()


def scan(data: bytes) -> None:
    """Let the configured scanner look; returns only when the file may be kept."""
    scanner().scan(data)
