"""A deputy steps in: the wait chosen beforehand runs, and the objection of one administrator ends it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.declarations.models import Declaration, Notified
from klucznik.events.kinds import Kind
from klucznik.recovery.errors import NotDeputy
from klucznik.recovery.letters import GlobalAdministrator
from klucznik.recovery.situations import is_deputy, situation
from klucznik.recovery.ways import why_no_stepping_in


class SteppingIn(GlobalAdministrator):
    """No paper and no reviewers: the administrators themselves named the person and the time to object."""

    prefix = "ZAS"
    weighs = False
    vetoes = frozenset({Notified.Standing.ADMINISTRATOR.value})

    KINDS = {
        Kind.DECLARATION_NOTICE_STARTED: Kind.DEPUTY_STEPPED_IN,
        Kind.DECLARATION_NOTICE_HALFWAY: Kind.DEPUTY_HALFWAY,
        Kind.DECLARATION_NOTICE_ENDING: Kind.DEPUTY_WAIT_ENDING,
        Kind.DECLARATION_CONTESTED: Kind.DEPUTY_CONTESTED,
        Kind.DECLARATION_REJECTED: Kind.DEPUTY_VETOED,
        Kind.DECLARATION_WITHDRAWN: Kind.DEPUTY_WITHDREW,
        Kind.DECLARATION_GRANTED: Kind.DEPUTY_GRANTED,
        Kind.DECLARATION_REVERTED: Kind.DEPUTY_REVERTED,
        Kind.DECLARATION_CLOSED: Kind.DEPUTY_CLOSED,
    }

    def may_veto(self, voice: Notified) -> bool:
        """Whoever holds the role now; somebody who lost it since stops the clock like any former administrator."""
        places = Membership.objects.filter(company=voice.declaration.company_id, user=voice.user_id)
        return super().may_veto(voice) and places.global_administrators().exists()

    def check_opening(self, company: Company, claimant: User) -> None:
        """Only somebody who agreed to stand by, and only while no administrator answers."""
        if refusal := why_no_stepping_in(situation(company, claimant)):
            raise refusal

    def needs_strong_proof(self, declaration: Declaration) -> bool:
        """Whoever was refused does not step in at all."""
        return False

    def check_grant(self, declaration: Declaration) -> None:
        """Still a deputy: not dismissed, resigned, disconnected or lapsed meanwhile."""
        places = Membership.objects.active().select_related("company")
        place = places.filter(company=declaration.company, user=declaration.claimant).first()
        if not is_deputy(place):
            raise NotDeputy

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """What was chosen when the deputy was named, as it stood when they stepped in."""
        return timedelta(days=declaration.about["wait_days"])

    def kind(self, usual: Kind) -> Kind:
        return self.KINDS.get(usual, usual)


def why_not_now(membership: Membership) -> str:
    """Fulfills settings.STEPPING_IN: why this deputy cannot step in now; nothing when they can."""
    facts = situation(membership.company, membership.user)
    if facts.has_case:
        return gettext("Your case is open: you find it on My products.")
    refusal = why_no_stepping_in(facts)
    return str(refusal) if refusal else ""
