"""What is wrong with a catalog file."""

from __future__ import annotations


class WrongCatalog(Exception):
    """The catalog cannot be used; the text names the file, the entry and the key to change."""
