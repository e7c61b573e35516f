"""What stops an operator's command, in a sentence."""

from __future__ import annotations


class CannotStart(Exception):
    """The portal cannot start like this; the text says what to do."""


class BackupUnusable(Exception):
    """A backup cannot be written, read or put in place; the text says why."""


class WrongKey(Exception):
    """The key does not open what the database holds; the text says what to do."""
