"""What the demonstration decides for itself before any setting is read: its address, folder, vendor and mail page."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
from datetime import date, timedelta
from pathlib import Path

from klucznik.demo import application, authority
from klucznik.demo.people import STAFF

VENDOR = Path(__file__).parent / "vendor"
# Written when a folder becomes the demonstration's, changed when everybody is on stage.
MARK = "demonstration"
BEGUN, COMPLETE = "begun\n", "complete\n"
OURS = (
    "klucznik.sqlite3*",
    "keys",
    "evidence",
    "static",
    "vendor",
    "trust",
    "catalog.toml",
    application.FOLDER,
    "clock-offset",
    ".*.lock",
    MARK,
)
# New terms come so long after the first start: later than the longest case, so that no other story meets them.
COMING_IN = timedelta(days=31)
# A site that has these is real, and a real site is never a demonstration.
REAL = {
    "KLUCZNIK_DATABASE_URL": ("postgres:", "postgresql:"),
    "KLUCZNIK_PUBLIC_URL": ("https:",),
    "KLUCZNIK_MAIL_URL": ("smtp:", "smtps:"),
}


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """What `klucznik demo` understands; its management command says the same in its help."""
    parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")
    parser.add_argument("--data", default="var", help="folder that keeps everything (var)")
    parser.add_argument("--reset", action="store_true", help="forget everything and begin anew")
    return parser


def surround(arguments: list[str]) -> None:
    """Set the demonstration's settings for this process, and make its folder ready."""
    parser = options(argparse.ArgumentParser(prog="klucznik demo"))
    chosen = parser.parse_args(arguments)
    if real := reason_of_a_real_site():
        parser.error(
            f"{real} belongs to a real site. The demonstration shows passwords to everybody; start it without."
        )
    if is_taken(chosen.port):
        parser.error(
            f"Port {chosen.port} is in use. Stop what runs there, or choose another with --port."
        )
    folder = Path(chosen.data).expanduser().resolve()
    if not claim(folder, reset=chosen.reset):
        parser.error(
            f"{folder} holds the data of a site that is no demonstration. Name another folder with --data."
        )
    os.environ.pop("KLUCZNIK_DATABASE_URL", None)
    os.environ |= {
        "KLUCZNIK_DEMO": "yes",
        "KLUCZNIK_DATA": str(folder),
        "KLUCZNIK_PUBLIC_URL": f"http://127.0.0.1:{chosen.port}",
        "KLUCZNIK_MAIL_URL": "demo:",
    }
    os.environ.setdefault("KLUCZNIK_REGISTERS", "klucznik.demo.registers.Pretend")
    os.environ.setdefault("KLUCZNIK_REPLY_ADDRESS", f"pomoc@{STAFF}")
    os.environ.setdefault("KLUCZNIK_VENDOR", str(own_vendor(folder)))
    catalog = application.prepare(folder, chosen.port)
    os.environ.setdefault("KLUCZNIK_CATALOG", str(catalog))
    authority.found(folder)
    os.environ.setdefault("KLUCZNIK_TRUST_ANCHORS", str(folder / authority.TRUST))


def reason_of_a_real_site() -> str:
    """The name of a setting that only a real site has; empty when there is none."""
    for name, beginnings in REAL.items():
        if os.environ.get(name, "").startswith(beginnings) or f"{name}_FILE" in os.environ:
            return name
    return ""


def is_taken(port: int) -> bool:
    """Whether something listens there already: perhaps a demonstration on the folder that would be emptied now."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def claim(folder: Path, *, reset: bool) -> bool:
    """Take the folder; begin anew when asked or when an earlier start was cut off. False: it is somebody else's."""
    mark = folder / MARK
    if not mark.exists() and any(folder.glob("klucznik.sqlite3")):
        return False
    if reset or not is_complete(folder):
        empty(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not mark.exists():
        mark.write_text(BEGUN)
    return True


def own_vendor(folder: Path) -> Path:
    """The sample vendor in the demonstration's folder, with terms that come a month after the first start."""
    own = folder / "vendor"
    if not own.exists():
        shutil.copytree(VENDOR, own)
        day = date.today() + COMING_IN  # noqa: DTZ011 (no setting is read yet, so no zone is known)
        for language in ("pl", "en"):
            announce(own, language, day.isoformat())
    return own


def announce(own: Path, language: str, version: str) -> None:
    """The terms as they are with one more section, and what the vendor says about it."""
    documents = own / "documents"
    latest = max(documents.glob(f"terms.????-??-??.{language}.md")).read_text(encoding="utf-8")
    more = (own / "coming" / f"terms.{language}.md").read_text(encoding="utf-8")
    note = (own / "coming" / f"terms.changes.{language}.md").read_text(encoding="utf-8")
    (documents / f"terms.{version}.{language}.md").write_text(latest + more, encoding="utf-8")
    (documents / f"terms.{version}.changes.{language}.md").write_text(note, encoding="utf-8")


def is_complete(folder: Path) -> bool:
    """Whether the cast is on stage there."""
    mark = folder / MARK
    return mark.exists() and mark.read_text() == COMPLETE


def complete(folder: Path) -> None:
    (folder / MARK).write_text(COMPLETE)


def empty(folder: Path) -> None:
    """Remove what a demonstration made; anything else in the folder stays."""
    for pattern in OURS:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
