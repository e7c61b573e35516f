"""`klucznik demo`: a sample vendor with its customers, mail page and clock, ready in seconds."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils import translation

from klucznik.demo import application, surroundings
from klucznik.demo.documents import write_documents
from klucznik.demo.people import CUSTOMERS, EMPLOYEES, PASSWORD, Person
from klucznik.demo.scenes import play
from klucznik.operations.errors import CannotStart
from klucznik.operations.serving import FORK, check_port, serve


def play_history() -> None:
    """All scenes, in the language that the cast reads; Ctrl-C leaves a stage that the next start sets anew."""
    gc.disable()  # the process ends with the history
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # nothing can be lost that is not played again
    with translation.override("pl"), suppress(KeyboardInterrupt):
        play()
        write_documents(settings.DATA_DIR)
        return
    sys.exit(130)


class Command(BaseCommand):
    """Plays the cast's history once, then serves web, worker and the sample application until Ctrl-C."""

    help = "Show Klucznik: a sample vendor with customers, mail page and a clock. Ctrl-C stops all of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        surroundings.options(parser)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        try:
            check_port("127.0.0.1", port)
            self.set_the_stage()
            with application.beside(settings.DATA_DIR, settings.PUBLIC_URL):
                self.introduce()
                code = serve("127.0.0.1", port, with_worker=True, once_ready=self.announce)
        except CannotStart as reason:
            raise CommandError(str(reason), returncode=2) from reason
        sys.exit(code)

    def set_the_stage(self) -> None:
        """Only the first start plays; a start that was cut off begins anew (surroundings.claim)."""
        if surroundings.is_complete(settings.DATA_DIR):
            return
        self.say(
            "Setting the stage: 310 customers, 27 people and a crowd, three months of history."
        )
        # In a process of its own: typesetting leaves threads behind, and the web processes fork from this one.
        connections.close_all()
        stagehand = FORK.Process(target=play_history)
        stagehand.start()
        stagehand.join()
        if stagehand.exitcode:
            raise CommandError("The stage could not be set; see above.")
        surroundings.complete(settings.DATA_DIR)

    def introduce(self) -> None:
        """Who can sign in, and what for."""
        self.say(f'\nEverybody signs in with the password "{PASSWORD}".\n')
        width = max(len(person.email) for person in [*CUSTOMERS, *EMPLOYEES])
        for title, people in (("Customers", CUSTOMERS), ("The vendor's staff", EMPLOYEES)):
            self.say(f"{title}:")
            for person in people:
                self.say(self.line(person, width))
            self.say("")
        self.say(f"Start page with stories, mailbox, codes and clock: {settings.PUBLIC_URL}/demo/")

        if address := application.address_in(settings.DATA_DIR):
            self.say(f"Sample application in the browser: {address}/")

    def line(self, person: Person, width: int) -> str:
        with translation.override("en"):
            return f"  {person.email:<{width}}  {person.part}"

    def announce(self) -> None:
        self.say(f"Ready: {settings.PUBLIC_URL}")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
