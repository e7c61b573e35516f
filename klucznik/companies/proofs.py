"""What shows that somebody has to do with a company the vendor knows: stated here, fulfilled above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId


@dataclass(frozen=True)
class Place:
    """Where a number is found for one line of products, and whether it is registered in the program only."""

    line: str
    steps: list[str]
    more_url: str
    program_only: bool


class OwnershipProof(Protocol):
    """Checks what a person shows. It identifies the company; it proves nothing about the person."""

    def fits(self, company: Company, shown: str) -> bool:
        """Whether `shown` was ever of this company; the answer takes as long for yes as for no."""
        ...

    def places(self) -> list[Place]:
        """Where people find what they have to show, for each line of products."""
        ...

    def is_needed(self, company: Company) -> bool:
        """Whether the company has anything that could be shown (a company without licenses has not)."""
        ...


def ownership_proof() -> OwnershipProof:
    """The proof named in settings.OWNERSHIP_PROOF."""
    proof: OwnershipProof = import_string(settings.OWNERSHIP_PROOF)()
    return proof


class InvitedNumber(Protocol):
    """Knows numbers that stand on invitations: they lead there, whatever they are shown for (INVITED_NUMBER)."""

    def fits(self, tax_id: TaxId, shown: str) -> bool:
        """Whether `shown` stands on an invitation for the firm with this tax ID."""
        ...

    def lead_on(self, actor: User | None, tax_id: TaxId, shown: str) -> str:
        """Send the invitation again to where it went; the name of the page that says so.

        Call it outside a transaction.
        """
        ...


def invited_number() -> InvitedNumber:
    """What is named in settings.INVITED_NUMBER."""
    found: InvitedNumber = import_string(settings.INVITED_NUMBER)()
    return found
