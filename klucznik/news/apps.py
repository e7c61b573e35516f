"""The app as Django knows it."""

from __future__ import annotations

from klucznik.core import discovery


class Config(discovery.KlucznikApp):
    """Loads this app's e-mails and tasks at start."""

    name = "klucznik.news"
