"""What My products and the rail say about requests for access."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.members.asking import waiting_requests


def access_requests(membership: Membership) -> Notice | None:
    """People who ask for a product, told to those who can answer."""
    count = waiting_count(membership)
    if not count:
        return None
    title = ngettext(
        "%(count)s person asks for access to a product",
        "%(count)s people ask for access to products",
        count,
    )
    return Notice(
        weight=50,
        tone="info",
        title=title % {"count": count},
        text=_("You answer with one click. A request that nobody answers ends after 14 days."),
        action=_("See the request") if count == 1 else _("See the requests"),
        url=reverse("members:requests", args=[membership.company.public_id]),
    )


def waiting_count(membership: Membership) -> int:
    """How many requests wait for somebody like this member; the number beside *Users* in the rail."""
    if not may(membership, Permission.ACCESS_MANAGE):
        return 0
    return waiting_requests(membership.company).exclude(membership=membership).count()
