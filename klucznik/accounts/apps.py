"""The app as Django knows it."""

from __future__ import annotations

from klucznik.core import discovery


class Config(discovery.KlucznikApp):
    """Loads this app's e-mails, tasks and signals at start."""

    name = "klucznik.accounts"

    def ready(self) -> None:
        super().ready()
        from klucznik.accounts import signals  # noqa: F401 (its receivers register)
