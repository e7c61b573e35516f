"""`klucznik serve`: the whole portal in one command."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from klucznik.operations.errors import CannotStart
from klucznik.operations.serving import default_address, serve


class Command(BaseCommand):
    """Starts web and worker; ends both together."""

    help = "Run web and worker together until Ctrl-C. When one of them ends, the other stops too."
    with_worker: ClassVar[bool] = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        host, port = default_address()
        parser.add_argument("--host", default=host, help=f"address to listen at ({host})")
        parser.add_argument("--port", default=port, type=int, help=f"port to listen at ({port})")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        def ready() -> None:
            self.stdout.write(
                f"Klucznik answers at {settings.PUBLIC_URL} (port {port}). Ctrl-C stops it."
            )
            self.stdout.flush()

        try:
            code = serve(host, port, with_worker=self.with_worker, once_ready=ready)
        except CannotStart as reason:
            raise CommandError(str(reason), returncode=2) from reason
        sys.exit(code)
