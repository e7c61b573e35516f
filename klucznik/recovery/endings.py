"""What becomes of requests and cases about the keys when the place of their person ends."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.recovery.models import RightsRequest


class Requests:
    """Fulfills members.endings.PlaceEnding: who is out asks nobody inside; a case is between them and the vendor."""

    def preview(self, membership: Membership) -> list[str]:
        """The request ends, the case goes on."""
        sentences = []
        if _waiting(membership).exists():
            sentences.append(_("Their request for global administrator rights ends unanswered."))
        case = (
            Declaration.objects.open()
            .about_the_role()
            .filter(company=membership.company_id, claimant=membership.user_id)
        )
        if found := case.first():
            sentences.append(
                _("Their case %(number)s about these rights goes on: the vendor decides about it.")
                % {"number": found.number}
            )
        return sentences

    def carry_out(self, membership: Membership, actor: User | None) -> None:
        """Nobody is asked to answer for somebody who is not here any more."""
        for request in _waiting(membership):
            request.state, request.answered_at = RightsRequest.State.WITHDRAWN, clock.now()
            request.answered_by = actor
            request.save(update_fields=["state", "answered_at", "answered_by"])
            by_themselves = actor is not None and actor.pk == membership.user_id
            record(
                Kind.RIGHTS_WITHDRAWN if by_themselves else Kind.RIGHTS_CLOSED,
                actor=actor,
                company=membership.company,
                person=membership.user,
                subject=request,
            )


def _waiting(membership: Membership) -> QuerySet[RightsRequest]:
    pending = RightsRequest.State.PENDING
    return RightsRequest.objects.filter(
        company=membership.company_id, person=membership.user_id, state=pending
    )
