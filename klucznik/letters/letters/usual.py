"""What all further letters have in common: the wait, who is told, and the names of their steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from klucznik.accounts.lost_factors import is_guarded
from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.letters import Addressee, Letter
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.scoring import SIGNED
from klucznik.declarations.weighing import representation_of
from klucznik.events.kinds import Kind
from klucznik.letters.errors import LettersLately, NotForStaff, NotInThisCompany
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.recovery import recipients

PAPER_WAIT = timedelta(days=14)
SIGNED_WAIT = timedelta(days=7)
LATELY = timedelta(days=90)
MOST_IN_VAIN = 3
IN_VAIN = [State.REJECTED, State.WITHDRAWN, State.EXPIRED]

# Messages of a case that these letters say in their own words; all others are the same for every case.
OWN_WORDS = {
    "declarations/emails/case_submitted": "letters/emails/letter_submitted",
    "declarations/emails/case_waiting": "letters/emails/letter_waiting",
    "declarations/emails/case_granted": "letters/emails/letter_done",
    "declarations/emails/case_ended": "letters/emails/letter_ended",
    "declarations/emails/rights_claimed": "letters/emails/letter_announced",
    "declarations/emails/rights_granted": "letters/emails/letter_done_to_others",
    "declarations/emails/claim_contested": "letters/emails/letter_contested",
    "declarations/emails/claim_resumed": "letters/emails/letter_resumed",
    "declarations/emails/claim_ended": "letters/emails/letter_ended_to_others",
}


class OtherLetter(Letter):
    """A letter that gives nobody the keys: after the wait it is carried out, and can be taken back for a while."""

    needs_acceptance: ClassVar[bool] = False
    words: ClassVar[str] = "letters/words"

    KINDS: ClassVar[dict[Kind, Kind]] = {
        Kind.DECLARATION_READY: Kind.LETTER_READY,
        Kind.DECLARATION_GRANTED: Kind.LETTER_CARRIED_OUT,
        Kind.DECLARATION_CLOSED: Kind.LETTER_CLOSED,
        Kind.DECLARATION_REVERTED: Kind.LETTER_REVERTED,
    }

    def check_opening(self, company: Company, claimant: User) -> None:
        """Anybody connected with the company, but for the vendor's staff; and not again and again."""
        if is_guarded(claimant):
            raise NotForStaff
        try:
            acting(claimant, company)
        except RightMissing as missing:
            raise NotInThisCompany from missing
        if in_vain(company, claimant) >= MOST_IN_VAIN:
            raise LettersLately

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """Two weeks for paper, one where a machine checked the signatures of everybody needed."""
        return SIGNED_WAIT if representation_of(declaration) in SIGNED else PAPER_WAIT

    def addressees(self, declaration: Declaration) -> Iterator[Addressee]:
        """Who holds the keys of the company, who held them, and its long-known addresses."""
        company, claimant = declaration.company, declaration.claimant
        yield from recipients.administrators(company, but=claimant)
        yield from recipients.former_administrators(company)
        yield from recipients.contacts(company)

    def message(self, usual: str) -> str:
        return OWN_WORDS.get(usual, usual)

    def kind(self, usual: Kind) -> Kind:
        return self.KINDS.get(usual, usual)

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        """The kind, which chooses the sentences, and what they speak of."""
        return {"letter": declaration.kind, "acceptance": self.needs_acceptance}


def in_vain(company: Company, claimant: User) -> int:
    """How many letters of this person about the company ended lately without effect; drafts trouble nobody."""
    ended = Declaration.objects.filter(
        company=company, claimant=claimant, state__in=IN_VAIN, submitted_at__isnull=False
    )
    return ended.filter(ended_at__gte=clock.now() - LATELY).count()
