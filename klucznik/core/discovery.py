"""What every app does when Django starts: load the modules that register themselves."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

REGISTERING = ("emails", "tasks")


class KlucznikApp(AppConfig):
    """An app whose e-mails and tasks register by being imported."""

    def ready(self) -> None:
        for module in REGISTERING:
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")
