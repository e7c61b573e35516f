"""`klucznik worker`: the worker alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from klucznik.operations.serving import work


class Command(BaseCommand):
    """Sends e-mails, lets invitations expire and cases move on."""

    help = (
        "Run the worker until Ctrl-C. Several may run at once; each piece of work is done by one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        work()
