"""The one kind of refusal: a code for programs, a sentence for people, a status, the field it belongs to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.core.typesetting import one_stop


class DomainError(Exception):
    """A rule said no. Subclasses say which; the page shows the sentence at the field, the API answers with the code."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("This cannot be done now.")
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None
    # Key of the help article that says what to do about it; empty where no article would help.
    help: ClassVar[str] = ""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        self.article = self.help
        super().__init__(self.code)

    @property
    def retry_after(self) -> int | None:
        """Seconds after which the same may be tried again, where that is known."""
        return None

    def told(self) -> dict[str, Any]:
        """What a program gets beside the sentence."""
        return {}

    def __str__(self) -> str:
        return one_stop(str(self.message) % self.facts) if self.facts else str(self.message)
