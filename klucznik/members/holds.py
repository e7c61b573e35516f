"""Other people keep a company open; the place of whoever closes it ends with it."""

from __future__ import annotations

from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.members.places import Reason, end_membership


class People:
    """Fulfills companies.holds.Hold."""

    def why(self, company: Company) -> str:
        """The one who closes is a member, too; everybody else keeps it open."""
        others = Membership.objects.active().filter(company=company).count() - 1
        if others < 1:
            return ""
        return ngettext(
            "%(count)s other person belongs to it: disconnect them first.",
            "%(count)s other people belong to it: disconnect them first.",
            others,
        ) % {"count": others}

    def let_go(self, company: Company, actor: User) -> None:
        places = Membership.objects.filter(company=company, ended_at=None).select_related("user")
        for membership in places:
            membership.company = company
            end_membership(membership, actor=actor, reason=Reason.CLOSED)
