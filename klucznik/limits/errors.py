"""The refusal of one try too many."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class TooManyTries(DomainError):
    code = "too_many_tries"
    status = 429
    message = _("Too many attempts. Try again in %(minutes)s min.")

    def __init__(self, *, minutes: int, article: str = "") -> None:
        super().__init__(minutes=minutes)
        self.article = article

    @property
    def retry_after(self) -> int | None:
        return int(self.facts["minutes"]) * 60
