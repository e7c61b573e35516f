"""What the parts above lose when a place in a company ends: stated here, fulfilled above (settings.PLACE_ENDINGS)."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Membership


class PlaceEnding(Protocol):
    """A class without arguments, named in settings.PLACE_ENDINGS."""

    def preview(self, membership: Membership) -> list[str]:
        """Sentences about what would end, and what would go on. Changes nothing."""
        ...

    def carry_out(self, membership: Membership, actor: User | None) -> None:
        """The place ends: end what must not outlast it, within the same transaction and lock."""
        ...


def place_endings() -> list[PlaceEnding]:
    """Every part that has something to end, in the order of the settings."""
    return [import_string(path)() for path in settings.PLACE_ENDINGS]
