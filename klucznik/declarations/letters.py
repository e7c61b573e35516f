"""What a kind of letter decides for itself: stated here, fulfilled above and named in settings.LETTERS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.declarations.models import Declaration, Notified
from klucznik.events.kinds import Kind


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told about a case."""

    email: str
    standing: Notified.Standing
    language: str = "pl"
    user: User | None = None


class Letter(Protocol):
    """One kind of letter: when it may be written, whom it concerns, what granting and undoing it do."""

    prefix: str  # of case numbers
    needs_acceptance: bool  # whether the claimant still has to accept after the waiting period

    def check_opening(self, company: Company, claimant: User) -> None:
        """Raise the reason why this person may not open such a case now."""

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """How long others may object before anything takes effect."""

    def addressees(self, declaration: Declaration) -> Iterable[Addressee]:
        """Everybody who is told, the most important standing of an address first. The claimant is not asked."""

    def kind(self, usual: Kind) -> Kind:
        """The event of this letter for a usual step of a case."""

    def grant(self, declaration: Declaration) -> None:
        """Give what was asked for, in the transaction of the step."""

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """Take back what was given and all that came of it; the counts for the event."""

    def hold(self, declaration: Declaration) -> None:
        """An objection froze a granted case: what was given stays limited until it is decided."""

    def resume(self, declaration: Declaration) -> None:
        """The freeze was lifted: the limit ends with the case's new date."""


def letter_of(kind: str) -> Letter:
    """The letter named in settings.LETTERS."""
    made: Letter = import_string(settings.LETTERS[kind])()
    return made
