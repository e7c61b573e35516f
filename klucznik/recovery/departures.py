"""What ends on the way to the keys when somebody deletes their account, and what still named them."""

from __future__ import annotations

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.core import clock
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.states import PENDING
from klucznik.declarations.steps import move, take
from klucznik.declarations.timetable import KEEP_RECORD
from klucznik.events.erasing import forget_values_about
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest


class Cases:
    """Fulfills accounts.departures.Departure: who leaves asks for nothing any more."""

    def hold(self, user: User) -> None:
        """The companies are locked by whoever ends the places in them."""

    def preview(self, user: User) -> list[Consequence]:
        """An open case of one's own ends with the account; about places the company's own line says enough."""
        text = _(
            "Your open case %(number)s is withdrawn at once, and its files are erased 30 days later. Nobody gets "
            "anything through it; if you come back, it begins from the start."
        )
        return [
            Consequence(case.company.name, text % {"number": case.number}, key=case.public_id)
            for case in _open_cases(user)
        ]

    def inventory(self, user: User) -> list[Holding]:
        """The letters' personal part goes; that and how a case was decided stays as long as it may be asked about."""
        cases = Declaration.objects.filter(claimant=user)
        newest = cases.aggregate(newest=Max("ended_at"))["newest"] or clock.now()
        asked = RightsRequest.objects.filter(person=user)
        return [
            Holding(_("Your words in requests for rights"), asked.count()),
            Holding(_("Your name and address in declarations"), cases.count()),
            Holding(
                _("Decisions about your declarations"),
                cases.count(),
                _(
                    "Without your name and files, for claims about who got rights in a company (Art. 17(3)(e) GDPR)."
                ),
                stays=True,
                until=timezone.localtime(newest + KEEP_RECORD).date(),
            ),
        ]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Withdraw what is open; a granted case runs to its end, so that it can still be objected to."""
        for case in _open_cases(user):
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
        invited = FirstAdministratorInvitation.objects.filter(email__iexact=user.email)
        invited.filter(Q(expired_at__isnull=False) | Q(revoked_at__isnull=False)).update(email="")
        accepted = FirstAdministratorInvitation.objects.filter(accepted_by=user)
        keys = list(accepted.values_list("pk", flat=True))
        forget_values_about(FirstAdministratorInvitation, keys, user)
        accepted.update(email="")


def _open_cases(user: User) -> list[Declaration]:
    mine = Declaration.objects.filter(claimant=user, state__in=PENDING | {State.DRAFT})
    return list(mine.select_related("company").order_by("company_id", "pk"))
