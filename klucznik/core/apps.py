"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the checks of settings."""

    name = "klucznik.core"

    def ready(self) -> None:
        from klucznik.core import checks  # noqa: F401 (registering needs Django to be ready)
