"""The app as Django knows it."""

from __future__ import annotations

from klucznik.core import discovery


class Config(discovery.KlucznikApp):
    """The operator's commands: serve, settings, backup, restore."""

    name = "klucznik.operations"
