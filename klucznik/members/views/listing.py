"""The list of users: shown, narrowed, downloaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Role
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.errors import DomainError
from klucznik.core.helping import sentence
from klucznik.core.http import page
from klucznik.core.paging import SIZE
from klucznik.core.spreadsheets import lines
from klucznik.members import roster
from klucznik.members.actions.people import download_list
from klucznik.members.health import meter_of


@requires(Permission.MEMBERS_READ)
def members(request: CompanyRequest, company: Company) -> HttpResponse:
    """Everybody in the company, and who was invited."""
    wanted, after = filter_of(request.GET), request.GET.get("after")
    context = list_context(request, company, wanted)
    if wanted.role == roster.INVITED:
        found = roster.invitations_page(company, wanted, after)
        return page(request, "members/invited.html", found=found, **context)
    above = [] if after else roster.waiting_above(company, wanted)
    people = roster.members_page(company, wanted, after)
    return page(request, "members/members.html", people=people, above=above, **context)


@requires(Permission.MEMBERS_MANAGE)
def download(request: CompanyRequest, company: Company) -> HttpResponse:
    """The list, as it is narrowed now, as a file for a spreadsheet; the history says who took it."""
    wanted = filter_of(request.POST)
    if request.method != "POST":
        return redirect("members:members", company.public_id)
    try:
        download_list(request.user, company, count=roster.members(company, wanted).count())
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
        return redirect("members:members", company.public_id)
    name = f'attachment; filename="{_("users")}-{company.tax_number}.csv"'
    table = "".join(lines(roster.heading(), roster.rows(company, wanted)))
    return HttpResponse(
        table, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def filter_of(given: QueryDict) -> roster.Filter:
    """What the form above the list says."""
    large = given.get("size") == str(roster.MOST_AT_ONCE)
    return roster.Filter(
        words=given.get("q", "").replace("\0", "").strip()[:100],
        role=given.get("role", ""),
        state=given.get("state", ""),
        product=given.get("product", "")[:60].replace("\0", ""),
        size=roster.MOST_AT_ONCE if large else SIZE,
    )


def list_context(
    request: CompanyRequest, company: Company, wanted: roster.Filter
) -> dict[str, Any]:
    """What stands around both lists: counts, the bus factor, the filter."""
    return {
        "wanted": wanted,
        "counts": roster.head_count(company),
        "meter": meter_of(company),
        "days": settings.NOTICE_DAYS,
        "manageable": manageable_roles(request.membership),
        "roles": Role,
        "states": roster.State,
        "products": roster.given_products(company),
        "most": roster.MOST_AT_ONCE,
    }
