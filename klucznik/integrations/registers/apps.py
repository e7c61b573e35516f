"""The app as Django knows it."""

from __future__ import annotations

from klucznik.core import discovery


class Config(discovery.KlucznikApp):
    """Brings the operator's command and the check of its settings; the adapters are named in the settings."""

    name = "klucznik.integrations.registers"

    def ready(self) -> None:
        super().ready()
        from klucznik.integrations.registers import checking  # noqa: F401
