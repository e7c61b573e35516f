"""What the parts above lose when somebody deletes their account: stated here, fulfilled above (settings.DEPARTURES)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User


@dataclass(frozen=True)
class Consequence:
    """What happens to one thing (a company) when its person goes, in the words of the page that warns them."""

    subject: str  # the name of the company
    text: str  # who takes over, or what nobody can do any more
    tone: str = "info"  # "info"; "warning" when nobody is left to take over


class Departure(Protocol):
    """A class without arguments, named in settings.DEPARTURES; all its methods run inside the account's transaction."""

    def preview(self, user: User) -> list[Consequence]:
        """What would happen if the person asked for deletion now. Changes nothing."""
        ...

    def carry_out(self, user: User, actor: User | None) -> None:
        """The person asked for deletion: end now what must not outlast the request. It never comes back by itself."""
        ...

    def anonymize(self, user: User) -> None:
        """Deletion became final: remove what still names the person. Called before the account's own rows change."""
        ...


def departures() -> list[Departure]:
    """Every part that has something to end, in the order of the settings."""
    return [import_string(path)() for path in settings.DEPARTURES]
