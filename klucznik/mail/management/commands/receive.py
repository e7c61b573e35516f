"""`klucznik receive`: one message on stdin, as a mail server's pipe gives it; exit codes of sysexits.h."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from klucznik.mail.receiving import LARGEST, receive


class Command(BaseCommand):
    """Takes a message; a database that is away makes the mail server try again."""

    help = (
        "Take one message on standard input, for the pipe of a mail server. Exit code 0: taken or of no interest; "
        "65: larger than 25 MB; 66: empty; 75: the database is away, try again later."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", default="", metavar="ADDRESS", help="the address that it was delivered to"
        )

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        data = sys.stdin.buffer.read(LARGEST + 1)
        if not data.strip():
            raise CommandError("There is no message on standard input.", returncode=os.EX_NOINPUT)
        if len(data) > LARGEST:
            raise CommandError("The message is larger than 25 MB.", returncode=os.EX_DATAERR)
        try:
            row = receive(data, recipient=to)
        except Error as wrong:
            first = str(wrong).strip().splitlines()[:1]
            raise CommandError(
                f"The database cannot be used: {first}", returncode=os.EX_TEMPFAIL
            ) from wrong
        self.stdout.write(row.sort)
