"""The owner of a one-person business has died: who carries it on becomes its global administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from klucznik.accounts.lost_factors import is_guarded
from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.declarations.models import Declaration
from klucznik.letters.addresses import was_used_since
from klucznik.letters.errors import (
    DeathKnownOtherwise,
    KeysInUse,
    LettersLately,
    NotForStaff,
    NotInThisCompany,
)
from klucznik.letters.letters.usual import MOST_IN_VAIN, PAPER_WAIT, in_vain
from klucznik.recovery import recipients
from klucznik.recovery.letters import GlobalAdministrator
from klucznik.recovery.situations import holds_role


class OwnerDeath(GlobalAdministrator):
    """As any declaration, but nobody has to be asked first, a lead is among the reviewers, and it waits two weeks."""

    prefix: ClassVar[str] = "SPA"
    weighs: ClassVar[bool] = False
    needs_lead: ClassVar[bool] = True

    def check_opening(self, company: Company, claimant: User) -> None:
        """Somebody connected with the company who does not hold its keys."""
        if is_guarded(claimant):
            raise NotForStaff
        place = Membership.objects.active().filter(company=company, user=claimant).first()
        if place is None:
            raise NotInThisCompany
        if holds_role(place, company):
            raise DeathKnownOtherwise
        if in_vain(company, claimant) >= MOST_IN_VAIN:
            raise LettersLately

    def check_approval(self, declaration: Declaration) -> None:
        """The dead use no account: whoever of the keepers did since may be the owner, and can be asked in any case."""
        super().check_approval(declaration)
        if has_living_keeper(declaration):
            raise KeysInUse

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """The same for every evidence: heirs may not know of one another."""
        return PAPER_WAIT

    def details(self, declaration: Declaration) -> list[tuple[str, str]]:
        about = declaration.about
        return [(key, str(about.get(key, ""))) for key in ("owner", "capacity", "paper")]

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        return {"letter": declaration.kind}

    def message(self, usual: str) -> str:
        """The first answer is written with more care."""
        own = {"declarations/emails/case_submitted": "letters/emails/death_submitted"}
        return own.get(usual, usual)


def has_living_keeper(declaration: Declaration) -> bool:
    """Whether somebody else who holds the keys was in the portal since the letter was sent."""
    if declaration.submitted_at is None:
        return False
    keepers = recipients.holders(declaration.company).exclude(user=declaration.claimant_id)
    people = [place.user for place in keepers.select_related("user")]
    return any(was_used_since(person, declaration.submitted_at) for person in people)
