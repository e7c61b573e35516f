"""What a kind of letter decides for itself: the usual here, the particular above, named in settings.LETTERS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.declarations.models import Declaration, Notified
from klucznik.declarations.scoring import Proof
from klucznik.events.kinds import Kind


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told about a case."""

    email: str
    standing: Notified.Standing
    language: str = "pl"
    user: User | None = None
    # False for an address that only the claimant told: it never changes how somebody stands.
    is_sure: bool = True


class Letter:
    """One kind of letter: when it may be written, whom it concerns, what granting and undoing it do."""

    prefix: ClassVar[str]  # of case numbers
    # Whether the claimant still has to accept after the waiting period.
    needs_acceptance: ClassVar[bool] = True
    # Whether the evidence decides how long others may object (scoring.py); otherwise waiting_period does.
    weighs: ClassVar[bool] = False
    # Whether a lead must be among those who approve.
    needs_lead: ClassVar[bool] = False
    # Whether the letter is signed for the company: an approval then says what was found about its signatories.
    represents: ClassVar[bool] = True
    # Standings whose objection before the grant ends the case at once.
    vetoes: ClassVar[frozenset[str]] = frozenset()
    # The folder of the templates that say on the pages of a case what this letter is about.
    words: ClassVar[str] = "declarations/words"

    def may_veto(self, voice: Notified) -> bool:
        """Whether this objection ends the case at once, before a grant."""
        return voice.standing in self.vetoes

    def check_opening(self, company: Company, claimant: User) -> None:
        """Raise the reason why this person may not open such a case now."""

    def needs_strong_proof(self, declaration: Declaration) -> bool:
        """Whether paper is not enough, so that the claimant is told so from the start."""
        return False

    def check_approval(self, declaration: Declaration) -> None:
        """Raise what is missing for an approval, whatever the reviewers think."""

    def check_appeal(self, declaration: Declaration) -> None:
        """Raise why an appeal against the rejection of such a letter would be pointless now."""

    def check_grant(self, declaration: Declaration) -> None:
        """Raise why nothing may be granted any more; called under the locks, right before the grant."""

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """How long others may object; where evidence is weighed, the least that the wait comes to."""
        raise NotImplementedError

    def standing(self, declaration: Declaration) -> Iterable[Proof]:
        """What the portal knows for and against the claimant without being told."""
        return ()

    def contacts(self, declaration: Declaration) -> Iterable[Addressee]:
        """Addresses of the company on record for long enough that a code sent there shows something."""
        return ()

    def addressees(self, declaration: Declaration) -> Iterable[Addressee]:
        """Everybody who is told, the most important standing of an address first. The claimant is not asked."""
        raise NotImplementedError

    def details(self, declaration: Declaration) -> list[tuple[str, str]]:
        """What the document says beside company and person: keys of its wording, and values."""
        return []

    def other_companies(self, declaration: Declaration) -> list[int]:
        """Keys of other companies that the letter changes: they are locked together with the case's own."""
        return []

    def message(self, usual: str) -> str:
        """The e-mail of this letter for a usual one of a case (a folder of templates)."""
        return usual

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        """What the e-mails of this letter say beside the usual; never who is behind an address."""
        return {}

    def kind(self, usual: Kind) -> Kind:
        """The event of this letter for a usual step of a case."""
        return usual

    def grant(self, declaration: Declaration) -> None:
        """Give what was asked for, in the transaction of the step."""
        raise NotImplementedError

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """Take back what was given and all that came of it; the counts for the event."""
        raise NotImplementedError

    def hold(self, declaration: Declaration) -> None:
        """An objection froze a granted case: what was given stays limited until it is decided."""

    def resume(self, declaration: Declaration) -> None:
        """The freeze was lifted: the limit ends with the case's new date."""


def letter_of(kind: str) -> Letter:
    """The letter named in settings.LETTERS."""
    made: Letter = import_string(settings.LETTERS[kind])()
    return made
