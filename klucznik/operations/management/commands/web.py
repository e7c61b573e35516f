"""`klucznik web`: the web server alone."""

from __future__ import annotations

from typing import ClassVar

from klucznik.operations.management.commands import serve


class Command(serve.Command):
    """Starts the web server; a worker must run somewhere else."""

    help = "Run the web server until Ctrl-C. E-mails wait until a worker runs (klucznik worker)."
    with_worker: ClassVar[bool] = False
