"""Who of the vendor's staff may what: the one page from which doors, menus, buttons and the documentation come."""

from __future__ import annotations

from types import SimpleNamespace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.models import StaffMember, StaffRole


class StaffPermission(TextChoices):
    """`resource:action`, with the words that tell a person what they may not do."""

    SESSION_START = "session:start", _("start a staff session")
    CASES_READ = "cases:read", _("see declarations and their state")
    FILES_READ = "files:read", _("see the files of declarations")
    CASES_DECIDE = "cases:decide", _("decide about declarations")
    CASES_SETTLE = "cases:settle", _("decide where two reviewers disagree")
    CASES_ASSIGN = "cases:assign", _("give cases to reviewers")
    CASES_REVERT = "cases:revert", _("undo granted rights within the probation")
    OBJECTIONS_DECIDE = "objections:decide", _("decide about objections")
    COMPANIES_READ = "companies:read", _("see companies and their people")
    MEASURES_READ = "measures:read", _("see disputes and suspensions of companies")
    MEASURES_TAKE = "measures:take", _("propose and confirm disputes and suspensions of companies")
    FIGURES_READ = "figures:read", _("see how long cases take")
    ADMINISTRATORS_INVITE = "administrators:invite", _("invite first administrators")
    LICENSES_ISSUE = "licenses:issue", _("issue licenses")
    REGISTRATIONS_DECIDE = "registrations:decide", _("decide about registrations of licenses")
    LICENSES_STOP = "licenses:stop", _("suspend, resume, extend and revoke licenses")
    SHARES_END = "shares:end", _("end what an accounting office shares with a client")
    HELP_WRITE = "help:write", _("write and publish help articles")
    TICKETS_ANSWER = "tickets:answer", _("read and answer what customers write")
    NOTICES_PUBLISH = "notices:publish", _("publish notices for customers")
    MAIL_READ = "mail:read", _("see the e-mails that were sent")
    JOBS_RETRY = "jobs:retry", _("start failed work again")
    DATA_IMPORT = "data:import", _("import data from the vendor's books")
    STAFF_MANAGE = "staff:manage", _("add and remove staff")


P = StaffPermission

# What each role may, written out in full. Whoever manages the staff decides about no case, so that
# nobody can add the second pair of eyes that they need.
GRANTS: dict[StaffRole, frozenset[StaffPermission]] = {
    StaffRole.SUPPORT: frozenset(
        {
            P.SESSION_START,
            P.CASES_READ,
            P.COMPANIES_READ,
            P.MEASURES_READ,
            P.FIGURES_READ,
            P.ADMINISTRATORS_INVITE,
            P.LICENSES_ISSUE,
            P.REGISTRATIONS_DECIDE,
            P.HELP_WRITE,
            P.TICKETS_ANSWER,
            P.MAIL_READ,
        }
    ),
    StaffRole.REVIEWER: frozenset(
        {
            P.SESSION_START,
            P.CASES_READ,
            P.FILES_READ,
            P.CASES_DECIDE,
            P.OBJECTIONS_DECIDE,
            P.COMPANIES_READ,
            P.MEASURES_READ,
            P.FIGURES_READ,
            P.MEASURES_TAKE,
        }
    ),
    StaffRole.LEAD: frozenset(
        {
            P.SESSION_START,
            P.CASES_READ,
            P.FILES_READ,
            P.CASES_DECIDE,
            P.CASES_SETTLE,
            P.CASES_REVERT,
            P.OBJECTIONS_DECIDE,
            P.COMPANIES_READ,
            P.MEASURES_READ,
            P.FIGURES_READ,
            P.MEASURES_TAKE,
            P.CASES_ASSIGN,
            P.ADMINISTRATORS_INVITE,
            P.LICENSES_ISSUE,
            P.REGISTRATIONS_DECIDE,
            P.LICENSES_STOP,
            P.SHARES_END,
            P.HELP_WRITE,
            P.TICKETS_ANSWER,
            P.NOTICES_PUBLISH,
            P.MAIL_READ,
        }
    ),
    StaffRole.ADMINISTRATOR: frozenset(
        {
            P.SESSION_START,
            P.CASES_READ,
            P.COMPANIES_READ,
            P.MEASURES_READ,
            P.FIGURES_READ,
            P.ADMINISTRATORS_INVITE,
            P.LICENSES_ISSUE,
            P.REGISTRATIONS_DECIDE,
            P.LICENSES_STOP,
            P.HELP_WRITE,
            P.TICKETS_ANSWER,
            P.NOTICES_PUBLISH,
            P.MAIL_READ,
            P.JOBS_RETRY,
            P.DATA_IMPORT,
            P.STAFF_MANAGE,
        }
    ),
}


def may(member: StaffMember, permission: StaffPermission) -> bool:
    return permission in GRANTS[StaffRole(member.role)]


def abilities(member: StaffMember) -> SimpleNamespace:
    """`can.cases_decide` and so on, for templates."""
    held = GRANTS[StaffRole(member.role)]
    return SimpleNamespace(
        **{permission.value.replace(":", "_"): permission in held for permission in StaffPermission}
    )


def roles_with(permission: StaffPermission) -> list[StaffRole]:
    """Roles that hold a permission, for "ask a ..." sentences."""
    return [role for role in StaffRole if permission in GRANTS[role]]
