"""What ends in companies when somebody deletes their account."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.departures import Consequence
from klucznik.accounts.models import User
from klucznik.companies.keys import (
    is_last_global_administrator,
    lock_company,
    tell_adminless,
)
from klucznik.companies.models import Membership
from klucznik.events.erasing import forget_values_about
from klucznik.members.models import Invitation
from klucznik.members.places import Reason, end_membership


class Memberships:
    """Fulfills accounts.departures.Departure: places end at once, a company may become openly adminless."""

    def preview(self, user: User) -> list[Consequence]:
        """One consequence per company, the worst first."""
        consequences = [_consequence(membership) for membership in _places(user)]
        return sorted(consequences, key=lambda found: (found.tone != "warning", found.subject))

    def carry_out(self, user: User, actor: User | None) -> None:
        """End every place, company by company in a stable order, so that two departures never wait for each other."""
        for membership in _places(user):
            company = lock_company(membership.company)
            still = (
                Membership.objects.active().select_related("user").filter(pk=membership.pk).first()
            )
            if still is None:
                continue
            still.company = company
            was_last = is_last_global_administrator(still)
            end_membership(still, actor=actor, reason=Reason.DELETED)
            if was_last:
                tell_adminless(company, person=user, place=still)

    def anonymize(self, user: User) -> None:
        """The address leaves the invitations that this person accepted and the history of those invitations."""
        accepted = Invitation.objects.filter(accepted_by=user)
        keys = list(accepted.values_list("pk", flat=True))
        forget_values_about(Invitation, keys, user)
        accepted.update(email="")


def _places(user: User) -> list[Membership]:
    active = Membership.objects.active().filter(user=user)
    return list(active.select_related("company", "user").order_by("company_id"))


def _consequence(membership: Membership) -> Consequence:
    company = membership.company
    if is_last_global_administrator(membership):
        text = ngettext(
            "You are its last global administrator: nobody will manage its licenses, data and users. "
            "The role can be regained with a declaration that the vendor reviews; it takes at least %(days)s day.",
            "You are its last global administrator: nobody will manage its licenses, data and users. "
            "The role can be regained with a declaration that the vendor reviews; it takes at least %(days)s days.",
            settings.NOTICE_DAYS,
        ) % {"days": settings.NOTICE_DAYS}
        return Consequence(company.name, text, "warning")
    left = (
        Membership.objects.filter(company=company)
        .global_administrators()
        .exclude(pk=membership.pk)
        .count()
    )
    if not left:
        return Consequence(company.name, _("Your place in the company ends; its licenses stay."))
    text = ngettext(
        "Your place in the company ends. It is still run by %(count)s global administrator.",
        "Your place in the company ends. It is still run by %(count)s global administrators.",
        left,
    ) % {"count": left}
    return Consequence(company.name, text)
