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

HELP_PAGES = {
    *("help_new", "help_figures", "help_article", "help_about", "help_withdraw", "help_files"),
    *("help_text", "help_preview", "help_publish", "help_plan"),
    *("help_history", "help_compare", "help_revision"),
}

NOTICE_PAGES = {
    *("new_notice", "notice", "edit_notice", "correct_notice", "plan_notice"),
    *("continue_notice", "notice_hours", "end_notice"),
}

# In the order of the bar: where an entry leads, the other pages that belong to it, words, what it takes.
PAGES: list[tuple[str, set[str], str | Promise, StaffPermission]] = [
    (
        "queue",
        {
            *("others", "held", "all_cases", "case", "decision", "undo", "hold", "remove_file"),
            *("objections", "objection"),
        },
        _("Cases"),
        StaffPermission.CASES_READ,
    ),
    (
        "companies",
        {
            *("company", "company_people", "company_licenses", "company_history", "company_mail"),
            *("measures", "propose_measure", "end_measure"),
            *("offices_gone", "company_shares", "share", "end_share"),
        },
        _("Companies"),
        StaffPermission.COMPANIES_READ,
    ),
    (
        "tickets",
        {"tickets_in", "ticket", "note_in_ticket"},
        _("Tickets"),
        StaffPermission.TICKETS_ANSWER,
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
    ("help", HELP_PAGES, _("Articles"), StaffPermission.HELP_WRITE),
    ("notices", NOTICE_PAGES, _("Notices"), StaffPermission.NOTICES_PUBLISH),
    ("figures", set(), _("Figures"), StaffPermission.FIGURES_READ),
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
