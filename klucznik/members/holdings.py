"""What a deletion finds in companies: what goes, and what stays without a name or sealed."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Holding
from klucznik.accounts.models import User
from klucznik.companies.models import FormerAdministrator, Membership
from klucznik.core import clock, vault
from klucznik.members.models import AccessRequest, Invitation, ProductAccess
from klucznik.members.places import CONTEXT, TOMBSTONE


def holdings(user: User) -> list[Holding]:
    """Invitations and reasons go, places and rights stay as history, the address of a keeper stays sealed."""
    invited = Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email))
    asked = AccessRequest.objects.filter(membership__user=user)
    places = Membership.objects.filter(user=user)
    rights = ProductAccess.objects.filter(membership__user=user)
    return [
        Holding(_("Invitations to your address"), invited.count()),
        Holding(_("Your words in requests for access"), asked.count()),
        Holding(
            _("Places in companies and rights in them"),
            places.count() + rights.count(),
            _("The history of the company, without your name: who held which right and when."),
            stays=True,
        ),
        _tombstones(user),
    ]


def _tombstones(user: User) -> Holding:
    """Those that lie there already, and those that the end of today's places leaves."""
    there = FormerAdministrator.objects.filter(
        email_fingerprint=vault.fingerprint(user.email.lower(), CONTEXT)
    )
    keys = Membership.objects.filter(user=user, proven_at__isnull=False).global_administrators()
    known = set(there.values_list("company", flat=True))
    coming = set(keys.values_list("company", flat=True))
    latest = there.aggregate(latest=Max("forget_at"))["latest"]
    until = clock.now() + TOMBSTONE if coming else latest
    return Holding(
        _("Encrypted address of a former global administrator"),
        len(known | coming),
        _(
            "Only to tell you when somebody tries to regain rights in that company (Art. 6(1)(f) GDPR)."
        ),
        stays=True,
        until=_day(until),
    )


def _day(moment: object) -> date | None:
    return timezone.localtime(moment).date() if moment else None  # type: ignore[arg-type]
