"""`python -m reference.desktop --program subiekt-gt --server https://konto.example.com --state subiekt.json`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from klucznik_client import Client, KlucznikError, fingerprint, published_keys
from reference.desktop import entities
from reference.desktop.documents import Documents
from reference.desktop.licenses import Licenses, tell
from reference.desktop.programs import PROGRAMS, Program
from reference.desktop.terminal import Left, Lines, Terminal


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reference.desktop", description=__doc__)
    parser.add_argument("--program", choices=sorted(PROGRAMS), required=True)
    parser.add_argument("--server", required=True, help="the address of the portal")
    parser.add_argument("--state", type=Path, required=True, help="where the program remembers")
    parser.add_argument("--lang", choices=["pl", "en"], default="pl")
    parser.add_argument("--key", action="append", help="a public key of the portal (base64)")
    parser.add_argument("--name", default="", help="what this computer is called")
    parser.add_argument("--part", action="append", default=[], help="a made-up part: disk=anything")
    parser.add_argument(
        "--clock", default="", help="move the computer's clock: +45d, -2h, 1970-01-01"
    )
    acts = parser.add_subparsers(dest="act")
    witness = acts.add_parser("witness", help="sign the code that the portal shows in a case")
    witness.add_argument("code")
    return parser.parse_args(arguments)


def moved_clock(wanted: str) -> Callable[[], datetime]:
    """The computer's clock, set ahead or back, or standing at a day."""
    units = {"d": "days", "h": "hours", "m": "minutes"}
    if wanted and wanted[-1] in units and wanted[0] in "+-":
        by = timedelta(**{units[wanted[-1]]: int(wanted[:-1])})
        return lambda: datetime.now(UTC) + by
    if wanted:
        fixed = datetime.fromisoformat(wanted).replace(tzinfo=UTC)
        return lambda: fixed
    return lambda: datetime.now(UTC)


def keys_for(chosen: argparse.Namespace, terminal: Terminal) -> list[str]:
    """The keys named on the command line, else those that the portal publishes, kept from the first start on."""
    if chosen.key:
        return list(chosen.key)
    kept = chosen.state.with_name(chosen.state.name + ".keys")
    if kept.exists():
        return list(kept.read_text(encoding="ascii").split())
    found = [key.public_key for key in published_keys(chosen.server) if key.is_sound]
    terminal.say("keys_taken")
    kept.write_text("\n".join(found) + "\n", encoding="ascii")
    return found


def start(
    chosen: argparse.Namespace, program: Program, terminal: Terminal, **options: Any
) -> Client:
    parts = dict(part.split("=", 1) for part in chosen.part)
    return Client(
        chosen.server,
        program.code,
        program.version,
        chosen.state,
        keys_for(chosen, terminal),
        language=chosen.lang,
        device_name=chosen.name,
        parts={part: fingerprint.hashed(program.code, part, value) for part, value in parts.items()}
        or None,
        released=program.released,
        unregistered_days=program.unregistered_days,
        now=moved_clock(chosen.clock),
        **options,
    )


def run(chosen: argparse.Namespace, terminal: Terminal, **options: Any) -> int:
    """The program from its start to its end."""
    program = PROGRAMS[chosen.program]
    client = start(chosen, program, terminal, **options)
    if chosen.act == "witness":
        client.witness(chosen.code)
        terminal.say("witnessed")
        return 0
    documents = Documents(
        chosen.state.with_name(chosen.state.name + ".documents"), client, terminal
    )
    licenses = Licenses(program, client, terminal)
    name = terminal.word("program_line", name=program.name, version=program.version)

    def about() -> None:
        terminal.show(name)
        tell(terminal, client.verdict())

    def licensing() -> None:
        terminal.menu(
            terminal.word("licensing"),
            lambda: [(terminal.word("licenses_of_entity"), licenses.open)],
        )

    def help_menu() -> None:
        terminal.menu(
            terminal.word("help"),
            lambda: [(terminal.word("licensing"), licensing), (terminal.word("about"), about)],
        )

    terminal.title(name)
    tell(terminal, client.check())
    entities.tell(terminal, client)
    terminal.menu(
        name,
        lambda: [(terminal.word("documents"), documents.open), (terminal.word("help"), help_menu)],
        leave="leave",
    )
    return 0


def main(
    arguments: list[str] | None = None,
    source: Lines | None = None,
    sink: TextIO | None = None,
    **options: Any,
) -> int:
    """`options` go to the client: a test has its own way to wait."""
    chosen = parse(arguments)
    terminal = Terminal(source or sys.stdin, sink or sys.stdout, chosen.lang)
    try:
        code = run(chosen, terminal, **options)
    except Left:
        code = 0
    except (KlucznikError, ValueError, OSError) as error:
        terminal.say("file_trouble", reason=error)
        return 1
    terminal.say("goodbye")
    return code


if __name__ == "__main__":
    sys.exit(main())
