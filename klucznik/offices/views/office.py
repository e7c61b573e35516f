"""The clients of an office: the list with its search and counters."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict

from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.core.http import page
from klucznik.offices import queries
from klucznik.offices.doors import office_requires
from klucznik.offices.showing import rows_of


@office_requires(Permission.CLIENTS_SERVE)
def clients(request: CompanyRequest, company: Company) -> HttpResponse:
    """Whom the office serves: all clients for those who manage them, their own for everybody else."""
    wanted = filter_of(request.GET)
    found = queries.clients_page(request.membership, wanted, request.GET.get("after"))
    manages = may(request.membership, Permission.CLIENTS_MANAGE)
    context: dict[str, Any] = {
        "wanted": wanted,
        "page": found,
        "rows": rows_of(found.rows),
        "choices": queries.choices(manages=manages),
        "programs": queries.programs_of(company),
        "turning": queries.turning(request.membership),
    }
    return page(request, "offices/clients.html", **context, **limits_of(company, manages=manages))


def limits_of(company: Company, *, manages: bool) -> dict[str, Any]:
    """How many of how many, for those who manage the clients; without a license that shares, where they are instead."""
    places = queries.places_of(company) if manages else []
    return {
        "places": places,
        "resting": queries.resting_of(company, places) if places else [],
        "books": queries.books_of(company) if manages and not places else [],
    }


def filter_of(given: QueryDict) -> queries.Filter:
    """What the form above the list says."""
    return queries.Filter(
        words=given.get("q", "").strip()[:100],
        among=given.get("among", ""),
        program=given.get("program", "")[:60],
    )
