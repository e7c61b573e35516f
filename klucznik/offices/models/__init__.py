"""What an accounting office has to do with its clients."""

from __future__ import annotations

from klucznik.offices.models.clients import Assignment, Client, Word
from klucznik.offices.models.shares import Power, PowerKind, Share, ShareQuerySet, Side

__all__ = ["Assignment", "Client", "Power", "PowerKind", "Share", "ShareQuerySet", "Side", "Word"]
