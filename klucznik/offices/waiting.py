"""Invitations of offices that wait for the viewer, told on the start page and on My products of another company."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.core import clock
from klucznik.offices.addresses import proved_by
from klucznik.offices.models import Share

MOST = 5


def waiting_for(user: User) -> list[Share]:
    """What this person can accept now, the newest first: the invited mailbox is proved to be theirs."""
    waiting = Share.objects.invited().filter(asked_at=None, expires_at__gt=clock.now())
    found = waiting.filter(email__in=proved_by(user))
    return list(found.select_related("client__office", "product").order_by("-id")[:MOST])


def shares(user: User) -> list[Notice]:
    """Also when the message of the invitation was never opened, or in another browser (PERSON_NOTICES)."""
    return [_notice(share) for share in waiting_for(user)] + [_asked(one) for one in _asking(user)]


def share_elsewhere(membership: Membership) -> Notice | None:
    """For somebody whose start page leads straight into their only company (COMPANY_NOTICES)."""
    return next((_notice(share) for share in waiting_for(membership.user)), None)


def _asking(user: User) -> list[Share]:
    """With what this person came to a company whose administrators have not answered yet."""
    asked = Share.objects.invited().filter(asked_by=user)
    return list(asked.select_related("client__office", "product", "company").order_by("-id")[:MOST])


def _asked(share: Share) -> Notice:
    words = {"office": share.office.name, "product": share.product.name, "client": share.name}
    return Notice(
        weight=30,
        tone="info",
        title=_("Your question about %(product)s waits for an answer") % words,
        text=_("The administrators of %(client)s decide whether they accept it from %(office)s.")
        % words,
        action=_("See how it stands"),
        url=reverse("shares:answered", args=[share.public_id]),
    )


def _notice(share: Share) -> Notice:
    words = {"office": share.office.name, "product": share.product.name, "client": share.name}
    return Notice(
        weight=72,
        tone="info",
        title=_("%(office)s shares %(product)s with you") % words,
        text=_("The accounting office invites %(client)s. Accept, and you open the application.")
        % words,
        action=_("See the invitation"),
        url=reverse("shares:mine", args=[share.public_id]),
    )
