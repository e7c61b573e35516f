"""What My products of an office says about invitations that came back or ran out."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.offices.models import Share
from klucznik.offices.models.shares import ShareQuerySet
from klucznik.offices.standing import is_office

MOST = 100


def unanswered(membership: Membership) -> Notice | None:
    """What those who manage clients can put right: what came back, else what ran out (COMPANY_NOTICES)."""
    if not may(membership, Permission.CLIENTS_MANAGE) or not is_office(membership.company):
        return None
    rows = Share.objects.invited().filter(client__office=membership.company)
    rows = rows.select_related("client")
    return _bounced(membership, rows) or _ran_out(membership, rows)


def _bounced(membership: Membership, rows: ShareQuerySet) -> Notice | None:
    found = list(rows.exclude(bounced_at=None).order_by("bounced_at")[:MOST])
    title = ngettext(
        "The invitation of %(count)s client came back",
        "The invitations of %(count)s clients came back",
        len(found),
    )
    text = _("Correct the address, and the invitation goes out again at once.")
    return _notice(membership, found, title=title, text=text, weight=55)


def _ran_out(membership: Membership, rows: ShareQuerySet) -> Notice | None:
    found = list(rows.filter(asked_at=None, expires_at__lte=clock.now()).order_by("id")[:MOST])
    title = ngettext(
        "The invitation of %(count)s client ran out",
        "The invitations of %(count)s clients ran out",
        len(found),
    )
    text = _("Nobody answered. Send it again, or take it back: until then it keeps its place.")
    return _notice(membership, found, title=title, text=text, weight=40)


def _notice(
    membership: Membership, found: list[Share], *, title: str, text: str, weight: int
) -> Notice | None:
    """It leads to the only client, or to the list of those who are invited."""
    if not found:
        return None
    first, only = found[0].client, len(found) == 1
    first.office = membership.company
    listed = reverse("offices:clients", args=[membership.company.public_id])
    return Notice(
        weight=weight,
        tone="warning",
        title=title % {"count": len(found)},
        text=text,
        action=_("See the client") if only else _("See the clients"),
        url=first.get_absolute_url() if only else f"{listed}?among=invited",
    )
