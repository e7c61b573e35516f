"""What My products of an office says about invitations that came back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.offices.models import Share
from klucznik.offices.standing import is_office


def bounced(membership: Membership) -> Notice | None:
    """Clients whom no invitation reaches, told to those who can correct the address (COMPANY_NOTICES)."""
    if not may(membership, Permission.CLIENTS_MANAGE) or not is_office(membership.company):
        return None
    rows = Share.objects.invited().filter(client__office=membership.company)
    found = list(
        rows.exclude(bounced_at=None).select_related("client").order_by("bounced_at")[:100]
    )
    if not found:
        return None
    title = ngettext(
        "The invitation of %(count)s client came back",
        "The invitations of %(count)s clients came back",
        len(found),
    )
    first = found[0].client
    first.office = membership.company
    only = len(found) == 1
    listed = reverse("offices:clients", args=[membership.company.public_id])
    return Notice(
        weight=55,
        tone="warning",
        title=title % {"count": len(found)},
        text=_("Correct the address, and the invitation goes out again at once."),
        action=_("See the client") if only else _("See the clients"),
        url=first.get_absolute_url() if only else f"{listed}?among=invited",
    )
