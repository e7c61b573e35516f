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


LICENSE_PAGES = {
    "license",
    "license_suspend",
    "license_resume",
    "license_revoke",
    "license_extend",
    "license_add_extension",
    "license_card",
    "issue_license",
}

# In the order of the bar: where an entry leads, the other pages that belong to it, words, what it takes.
PAGES: list[tuple[str, set[str], str | Promise, StaffPermission]] = [
    (
        "queue",
        {"others", "all_cases", "case", "decision", "undo", "objections", "objection"},
        _("Cases"),
        StaffPermission.CASES_READ,
    ),
    (
        "companies",
        {"company", "company_people", "company_licenses", "company_history", "company_mail"},
        _("Companies"),
        StaffPermission.COMPANIES_READ,
    ),
    ("catalog", {"catalog_product"}, _("Catalog"), StaffPermission.COMPANIES_READ),
    ("licenses", LICENSE_PAGES, _("Licenses"), StaffPermission.COMPANIES_READ),
    (
        "registrations",
        {"decline_registration"},
        _("Registrations"),
        StaffPermission.REGISTRATIONS_DECIDE,
    ),
    (
        "first_invitations",
        {"invite_many"},
        _("First administrators"),
        StaffPermission.ADMINISTRATORS_INVITE,
    ),
    ("mail", {"letter"}, _("Mail"), StaffPermission.MAIL_READ),
    ("jobs", set(), _("Failed work"), StaffPermission.JOBS_RETRY),
    ("import_data", set(), _("Import"), StaffPermission.DATA_IMPORT),
    ("people", set(), _("Staff"), StaffPermission.STAFF_MANAGE),
]


def rail(request: HttpRequest, member: StaffMember) -> list[Item]:
    """What this member of the staff finds in the bar."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Item(label, reverse(f"backoffice:{name}"), here == name or here in below)
        for name, below, label, permission in PAGES
        if may(member, permission)
    ]


@dataclass(frozen=True)
class Door:
    """The way into the back office, as the rail of one's own account shows it."""

    label: str | Promise
    url: str
    icon: str = "briefcase"


def staff_link(request: HttpRequest) -> Door | None:
    """The back office, for those who work in it (settings.PERSON_LINKS)."""
    if not StaffMember.objects.filter(user=request.user.pk, ended_at=None).exists():
        return None
    return Door(_("Back office"), reverse("backoffice:start"))
