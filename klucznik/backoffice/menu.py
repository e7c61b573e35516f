"""The bar on top of staff pages, from the permissions of the viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, may


@dataclass(frozen=True)
class Item:
    """One entry: where it leads, and whether the viewer is there now."""

    label: str | Promise
    url: str
    current: bool


# In the order of the bar: pages that belong to the entry (the first one is where it leads), words, what it takes.
PAGES = [
    (("queue", "case"), _("Cases"), StaffPermission.CASES_READ),
    (("companies", "company"), _("Companies"), StaffPermission.COMPANIES_READ),
    (
        ("first_invitations", "invite_many"),
        _("First administrators"),
        StaffPermission.ADMINISTRATORS_INVITE,
    ),
    (("mail", "letter"), _("Mail"), StaffPermission.MAIL_READ),
    (("jobs",), _("Failed work"), StaffPermission.JOBS_RETRY),
    (("people",), _("Staff"), StaffPermission.STAFF_MANAGE),
]


def rail(request: HttpRequest, member: StaffMember) -> list[Item]:
    """What this member of the staff finds in the bar."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Item(label, reverse(f"backoffice:{names[0]}"), here in names)
        for names, label, permission in PAGES
        if may(member, permission)
    ]
