"""With an antivirus program set, only its clear OK lets a file in."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from klucznik.declarations import scanning
from klucznik.declarations.errors import FileNotChecked, MalwareFound

FILE = b"x" * 200_000


@contextmanager
def clamd(path: Path, answer: bytes) -> Iterator[list[bytes]]:
    """Speaks clamd's INSTREAM protocol on a socket: what it received, and what it answers."""
    received: list[bytes] = []
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(path))
    door.listen(1)

    def serve() -> None:
        line, _ = door.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", stream.read(4))[0]:
                received.append(stream.read(size))
            line.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield received
    finally:
        thread.join(5)
        door.close()


def test_without_a_scanner_every_file_passes(settings):
    settings.SCANNER, settings.CLAMAV_URL = "", ""

    scanning.scan(FILE)


def test_clamd_sees_the_whole_file_and_its_ok_lets_it_in(settings, tmp_path: Path):
    settings.SCANNER, settings.CLAMAV_URL = "", f"unix://{tmp_path}/clamd"

    with clamd(tmp_path / "clamd", b"stream: OK\0") as received:
        scanning.scan(FILE)

    assert b"".join(received) == FILE


def test_a_threat_is_named(settings, tmp_path: Path):
    settings.SCANNER, settings.CLAMAV_URL = "", f"unix://{tmp_path}/clamd"

    with (
        clamd(tmp_path / "clamd", b"stream: Eicar-Test FOUND\0"),
        pytest.raises(MalwareFound) as refusal,
    ):
        scanning.scan(FILE)

    assert "Eicar-Test" in str(refusal.value)


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK", b"OK\0", b"\xff\0"]
)
def test_any_other_answer_holds_the_file_back(settings, tmp_path: Path, answer: bytes):
    settings.SCANNER, settings.CLAMAV_URL = "", f"unix://{tmp_path}/clamd"

    with clamd(tmp_path / "clamd", answer), pytest.raises(FileNotChecked):
        scanning.scan(FILE)


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd", "tcp://127.0.0.1:1", "ftp://x", "unix:"])
def test_a_scanner_out_of_reach_holds_the_file_back(settings, url: str):
    settings.SCANNER, settings.CLAMAV_URL = "", url

    with pytest.raises(FileNotChecked):
        scanning.scan(FILE)


@pytest.mark.parametrize("answers", [b"", b"s", b"stream: OK"])
def test_a_scanner_that_never_comes_to_an_end_is_not_waited_for(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bytes
):
    """It may even say something now and then: all of it has one time."""
    ours, theirs = socket.socketpair()
    theirs.sendall(answers)
    moments = iter(range(0, 1000, 11))
    monkeypatch.setattr(scanning.time, "monotonic", lambda: float(next(moments)))
    monkeypatch.setattr(scanning.ClamAV, "_connect", lambda self: ours)
    settings.SCANNER, settings.CLAMAV_URL = "", "unix:///clamd"

    with theirs, pytest.raises(FileNotChecked):
        scanning.scan(b"x")


class RefusesEverything:
    """A scanner that an operator might plug in."""

    def scan(self, data: bytes) -> None:
        raise MalwareFound(threat="policy")


def test_the_operator_may_plug_in_another_scanner(settings):
    settings.SCANNER = f"{__name__}.RefusesEverything"

    with pytest.raises(MalwareFound):
        scanning.scan(FILE)
