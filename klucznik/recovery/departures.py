"""What ends on the way to the keys when somebody deletes their account, and what still named them."""

from __future__ import annotations

from klucznik.accounts.departures import Consequence
from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.core import clock
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.states import PENDING
from klucznik.declarations.steps import move, take
from klucznik.events.erasing import forget_values_about
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest


class Cases:
    """Fulfills accounts.departures.Departure: who leaves asks for nothing any more."""

    def preview(self, user: User) -> list[Consequence]:
        """The company's own line in the warning says enough."""
        return []

    def carry_out(self, user: User, actor: User | None) -> None:
        """Withdraw what is open; a granted case runs to its end, so that it can still be objected to."""
        open_cases = Declaration.objects.filter(claimant=user, state__in=PENDING | {State.DRAFT})
        for case in open_cases.select_related("company").order_by("company_id", "pk"):
            move(take(case), State.WITHDRAWN, actor=actor, kind=Kind.DECLARATION_WITHDRAWN)
        waiting = RightsRequest.objects.filter(person=user, state=RightsRequest.State.PENDING)
        for request in waiting.select_related("company").order_by("company_id"):
            self._withdraw(request, actor)

    def _withdraw(self, request: RightsRequest, actor: User | None) -> None:
        lock_company(request.company)
        changed = RightsRequest.objects.filter(
            pk=request.pk, state=RightsRequest.State.PENDING
        ).update(state=RightsRequest.State.WITHDRAWN, answered_at=clock.now(), answered_by=actor)
        if changed:
            record(
                Kind.RIGHTS_WITHDRAWN,
                actor=actor,
                company=request.company,
                person=request.person,
                subject=request,
            )

    def anonymize(self, user: User) -> None:
        """The decisions stay, the person's name and addresses in the letters go."""
        for case in Declaration.objects.filter(claimant=user):
            content = case.content | {"person_name": "", "login": ""} if case.content else {}
            Declaration.objects.filter(pk=case.pk).update(login="", content=content)
        Notified.objects.filter(user=user).update(user=None)
        RightsRequest.objects.filter(person=user).update(reason="")
        accepted = FirstAdministratorInvitation.objects.filter(accepted_by=user)
        keys = list(accepted.values_list("pk", flat=True))
        forget_values_about(FirstAdministratorInvitation, keys, user)
        accepted.update(email="")
