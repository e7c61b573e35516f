"""`klucznik documents`: the vendor's texts, which version of each holds, and what is wrong with them."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from klucznik.core.documents import kinds, problems
from klucznik.core.vendor import vendor


class Command(BaseCommand):
    """Prints every version with its state, then what is wrong."""

    help = "Show the texts that people accept, check their names, days and languages. Exit code 1 when one is wrong."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        whose = vendor()
        for kind in kinds(whose.folder):
            for version in whose.versions(kind):
                self.stdout.write(f"{kind}  {version}  {_state(kind, version)}")
        found = list(problems(whose.folder))
        for problem in found:
            self.stdout.write(f"WRONG {problem}")
        if found:
            sys.exit(1)


def _state(kind: str, version: str) -> str:
    now = vendor().version_in_force(kind)
    if version == now:
        return "in force"
    return "to come" if version > now else "earlier"
