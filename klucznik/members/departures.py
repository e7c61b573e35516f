"""What ends in companies when somebody deletes their account."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.departures import Choice, Consequence, Holding
from klucznik.accounts.models import User
from klucznik.companies.holds import holds_of
from klucznik.companies.keys import (
    is_last_global_administrator,
    keepers,
    lock_company,
    tell_adminless,
)
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.erasing import forget_values_about
from klucznik.members.deputies import accepted_deputies
from klucznik.members.health import health_without
from klucznik.members.holdings import holdings
from klucznik.members.models import AccessRequest, Invitation
from klucznik.members.places import Reason, end_membership


class Memberships:
    """Fulfills accounts.departures.Departure: places end at once, a company may become openly adminless."""

    def hold(self, user: User) -> None:
        """Lock the companies of this person, in the order in which everybody locks them."""
        for membership in _places(user):
            lock_company(membership.company)

    def preview(self, user: User) -> list[Consequence]:
        """One consequence per company, the worst first."""
        consequences = [_consequence(membership) for membership in _places(user)]
        return sorted(consequences, key=lambda found: (found.tone != "warning", found.subject))

    def inventory(self, user: User) -> list[Holding]:
        """Places and rights stay as history without a name; addresses in invitations go; tombstones stay sealed."""
        return holdings(user)

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
        """The address leaves every invitation to it, also those of others, and the history of those invitations."""
        sent = Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email))
        keys = list(sent.values_list("pk", flat=True))
        forget_values_about(Invitation, keys, user)
        Invitation.objects.open().filter(pk__in=keys).update(revoked_at=clock.now())
        Invitation.objects.filter(pk__in=keys).update(email="")
        AccessRequest.objects.filter(membership__user=user).update(reason="", answer="")


def _places(user: User) -> list[Membership]:
    active = Membership.objects.active().filter(user=user)
    return list(active.select_related("company", "user").order_by("company_id"))


def _consequence(membership: Membership) -> Consequence:
    company = membership.company
    if is_last_global_administrator(membership):
        text = ngettext(
            "You are its last global administrator: nobody will manage its licenses, data and users. The role can be "
            "regained with a declaration that the vendor reviews; others can then object for up to %(days)s day.",
            "You are its last global administrator: nobody will manage its licenses, data and users. The role can be "
            "regained with a declaration that the vendor reviews; others can then object for up to %(days)s days.",
            settings.NOTICE_DAYS,
        ) % {"days": settings.NOTICE_DAYS}
        text = f"{text} {_who_steps_in(membership)}".strip()
        return Consequence(company.name, text, "warning", company.public_id, _choices(membership))
    return Consequence(company.name, _who_stays(membership), key=company.public_id)


def _who_steps_in(membership: Membership) -> str:
    count = accepted_deputies(membership.company).exclude(membership=membership).count()
    if not count:
        return ""
    text = ngettext("%(count)s deputy could step in.", "%(count)s deputies could step in.", count)
    return text % {"count": count}


def _who_stays(membership: Membership) -> str:
    left = keepers(membership.company).exclude(pk=membership.pk).count()
    if not left:
        return _("Your place in the company ends; its licenses stay.")
    if membership.is_global_administrator and not health_without(membership).reachable:
        return _(
            "Your place in the company ends. Messages to the administrators who stay come back, or they do not answer: "
            "nobody could be asked for help."
        )
    text = ngettext(
        "Your place in the company ends. It is still run by %(count)s global administrator.",
        "Your place in the company ends. It is still run by %(count)s global administrators.",
        left,
    )
    return text % {"count": left}


def _choices(membership: Membership) -> tuple[Choice, ...]:
    """What the last keeper can do before they go, each on its own page, and back here."""
    company = membership.company
    found = []
    if may(membership, Permission.GLOBAL_GRANT):
        found.append((_("Hand the keys over"), "members:hand_over"))
    if may(membership, Permission.DEPUTIES_MANAGE):
        found.append((_("Name a deputy"), "members:choose_deputy"))
    if may(membership, Permission.COMPANY_CLOSE) and not holds_of(company):
        found.append((_("Close the company"), "companies:close"))
    back = urlencode({"next": reverse("account_delete")})
    return tuple(
        Choice(words, f"{reverse(name, args=[company.public_id])}?{back}") for words, name in found
    )
