"""A client comes back through the invitation of its office: a day to object, then an unproven role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.recovery import recipients
from klucznik.recovery.errors import NoOfficeInvitation
from klucznik.recovery.letters import FIRST_WAIT, GlobalAdministrator
from klucznik.recovery.offices import former_holders, invited_by_office


class OfficeClient(GlobalAdministrator):
    """No paper: nothing in the company is anybody's yet but what the office and its client put there."""

    prefix = "ZBR"
    weighs = False
    needs_acceptance = False
    joined = Membership.Joined.INVITED
    # The office's word proves nothing: when the vendor comes to know the tax ID, the role falls back.
    proves = False

    KINDS = {
        Kind.DECLARATION_NOTICE_STARTED: Kind.OFFICE_CLIENT_ACCEPTED,
        Kind.DECLARATION_CONTESTED: Kind.OFFICE_CLIENT_CONTESTED,
        Kind.DECLARATION_GRANTED: Kind.OFFICE_CLIENT_GRANTED,
        Kind.DECLARATION_REJECTED: Kind.OFFICE_CLIENT_REFUSED,
        Kind.DECLARATION_REVERTED: Kind.OFFICE_CLIENT_REFUSED,
        Kind.DECLARATION_CLOSED: Kind.OFFICE_CLIENT_CLOSED,
    }

    def check_opening(self, company: Company, claimant: User) -> None:
        """The rule of the office's share; anything else goes another way."""
        if invited_by_office(company, claimant) is None:
            raise NoOfficeInvitation

    def needs_strong_proof(self, declaration: Declaration) -> bool:
        """Nobody is there who could refuse, and the role stays unproven."""
        return False

    def check_grant(self, declaration: Declaration) -> None:
        """The vendor may have come to know the company, or a license may have come, while others could object."""
        self.check_opening(declaration.company, declaration.claimant)

    def waiting_period(self, declaration: Declaration) -> timedelta:
        return FIRST_WAIT

    def addressees(self, declaration: Declaration) -> Iterator[Addressee]:
        """Whoever held the keys before, proven or not, and every other known address."""
        company, claimant = declaration.company, declaration.claimant
        yield from recipients.administrators(company, but=claimant)
        yield from recipients.former_administrators(company)
        yield from former_holders(company, but=claimant)
        yield from recipients.contacts(company, at_least=timedelta(0))
        yield from recipients.replaced_contacts(company)
        yield from recipients.other_people(company, but=claimant)

    def kind(self, usual: Kind) -> Kind:
        return self.KINDS.get(usual, usual)
