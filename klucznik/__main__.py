"""The operator's command line: `klucznik` prints the commands, `klucznik help COMMAND` explains one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn

from config.env import WrongSetting

USAGE = 2


@dataclass(frozen=True)
class Entry:
    """One command: its sentence, the management command behind it, and whether it needs a database that is ready."""

    meaning: str
    module: str
    prepares: bool = True
    brings: str = ""  # what it loads itself: "catalog" or "articles"
    looks: str = ""  # the option with which it changes nothing, so that nothing is prepared for it


COMMANDS = {
    "serve": Entry("Run the portal: web and worker together, for a small site.", "serve"),
    "web": Entry("Run only the web server.", "web"),
    "worker": Entry("Run only the worker, which sends e-mails and lets time pass.", "worker"),
    "import": Entry(
        "Take companies, licenses or transactions from the ERP's CSV file.", "import_erp"
    ),
    "export": Entry("Write companies, licenses or transactions in the same format.", "export_erp"),
    "catalog": Entry(
        "Check and load the lines and products that you sell.",
        "catalog",
        brings="catalog",
        looks="--check",
    ),
    "articles": Entry(
        "Check, load or write out the articles of help.",
        "articles",
        brings="articles",
        looks="--check",
    ),
    "invite-administrators": Entry(
        "Invite the first administrators of imported companies.", "invite_administrators"
    ),
    "create-staff": Entry("Make an account for somebody of your staff.", "create_staff"),
    "license-keys": Entry(
        "Show, make, retire or revoke the keys that sign licenses.", "license_keys"
    ),
    "documents": Entry("Show and check the terms that people accept.", "documents", prepares=False),
    "registers": Entry("Try the official registers with a tax ID.", "registers"),
    "settings": Entry("Explain and check every setting.", "settings", prepares=False),
    "migrate": Entry("Upgrade the database to this version.", "prepare", prepares=False),
    "status": Entry(
        "Look at database, worker, queue, e-mail, disk and backups.", "status", prepares=False
    ),
    "backup": Entry("Write the database, files and keys to a folder.", "backup", prepares=False),
    "restore": Entry("Put a backup into this site.", "restore", prepares=False),
    "verify-history": Entry(
        "Check that nobody changed what happened; compare receipts and files.",
        "verify_history",
        prepares=False,
    ),
    "receive": Entry(
        "Take one message that came back, from the mail server's pipe.", "receive", prepares=False
    ),
    "verify-receipt": Entry(
        "Check the signed receipt of a case or a history.", "verify_receipt", prepares=False
    ),
    "demo": Entry("Show it: a sample vendor with customers, mail page and worker.", "demo"),
}

# The demonstration chooses its own settings, before they are read.
SURROUNDINGS = {"demo": "klucznik.demo.surroundings"}

# Django's own options, which would only hide ours in the help of a command.
HIDDEN = {
    "--version",
    "--skip-checks",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
}


def main() -> None:
    """Run one command; everything that an operator can put right is said in a sentence, with exit code 2."""
    arguments = sys.argv[1:]
    name = arguments[0] if arguments else "help"
    if name in ("help", "--help", "-h"):
        if len(arguments) < 2:
            print(table())
            return
        name, arguments = arguments[1], [arguments[1], "--help"]
    if name not in COMMANDS:
        stop(f'There is no command "{name}". Run klucznik without anything to see all commands.')
    try:
        run(name, arguments[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def table() -> str:
    """All commands, each with its sentence."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {entry.meaning}" for name, entry in COMMANDS.items()]
    return "\n".join(
        [
            "Klucznik, the portal of your customers' keys.",
            "",
            *lines,
            "",
            "klucznik help COMMAND explains one.",
        ]
    )


def run(name: str, arguments: list[str]) -> None:
    """Read the settings, make the system ready, hand over to the command."""
    entry, asks_help = COMMANDS[name], {"-h", "--help"} & set(arguments)

    try:
        if name in SURROUNDINGS and not asks_help:
            import_module(SURROUNDINGS[name]).surround(arguments)
        start_django()
        if not asks_help:
            looks = bool(entry.looks) and entry.looks in arguments
            check(prepares=entry.prepares and not looks, brings=entry.brings)
    except WrongSetting as wrong:
        stop(str(wrong))
    execute(name, entry, arguments)


def start_django() -> None:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def check(*, prepares: bool, brings: str = "") -> None:
    """Stop with a sentence when a setting, the vendor's folder, the catalog or the database cannot be used."""
    starting = import_module("klucznik.operations.starting")
    try:
        starting.check()
        if prepares:
            with_articles = brings not in ("catalog", "articles")
            starting.prepare(with_catalog=brings != "catalog", with_articles=with_articles)
    except starting.CannotStart as reason:
        stop(str(reason))


def execute(name: str, entry: Entry, arguments: list[str]) -> None:
    """Run the management command under our name for it; its refusals are sentences as well."""
    from django.core.management import CommandError, get_commands, load_command_class  # noqa: PLC0415

    app = get_commands().get(entry.module)
    if app is None:
        stop(f"The command {name} is not part of this installation.")
    command = load_command_class(app, entry.module)
    command.requires_system_checks = []
    command.suppressed_base_arguments = HIDDEN
    parser = command.create_parser("klucznik", name)
    parser.called_from_command_line = True  # wrong arguments end with a sentence and exit code 2
    options = vars(parser.parse_args(arguments))
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(refusal.returncode)


def stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(USAGE)


if __name__ == "__main__":
    main()
