"""What every app does when Django starts: load the modules that register themselves."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig

REGISTERING = ("emails", "tasks")


class KlucznikApp(AppConfig):
    """An app whose e-mails and tasks register by being imported."""

    def ready(self) -> None:
        for module in REGISTERING:
            if find_spec(f"{self.name}.{module}"):
                _load(f"{self.name}.{module}")


def _load(path: str) -> None:
    """The module; when it is a package, each module in it."""
    loaded = import_module(path)
    for part in iter_modules(getattr(loaded, "__path__", ())):
        import_module(f"{path}.{part.name}")
