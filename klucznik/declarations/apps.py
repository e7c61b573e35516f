"""The app as Django knows it."""

from __future__ import annotations

from klucznik.core.discovery import KlucznikApp


class Config(KlucznikApp):
    """Loads this app's e-mails and tasks at start."""

    name = "klucznik.declarations"
