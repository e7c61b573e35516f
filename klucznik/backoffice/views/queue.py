"""The queue: what waits for the viewer, what waits for others, objections, and all cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.searching import CaseFilterForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.cases import (
    cases,
    counts,
    mine_to_decide,
    not_mine,
    open_objections,
)
from klucznik.core.http import page
from klucznik.core.paging import keyset

PROMISED = ("promised_at", "id")


@staff(StaffPermission.CASES_READ)
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    rows = keyset(mine_to_decide(request.staff), PROMISED, request.GET.get("after"))
    return shown(request, "mine", page=rows)


@staff(StaffPermission.CASES_READ)
@require_GET
def others(request: StaffRequest) -> HttpResponse:
    rows = keyset(not_mine(request.staff), PROMISED, request.GET.get("after"))
    return shown(request, "others", page=rows)


@staff(StaffPermission.CASES_READ)
@require_GET
def objections(request: StaffRequest) -> HttpResponse:
    rows = keyset(open_objections(), ("look_until", "id"), request.GET.get("after"))
    return shown(request, "objections", page=rows)


@staff(StaffPermission.CASES_READ)
@require_GET
def all_cases(request: StaffRequest) -> HttpResponse:
    form = CaseFilterForm(request.GET)
    found = cases().filter(**form.wanted)
    rows = keyset(found, ("-state_since", "-id"), request.GET.get("after"))
    return shown(request, "all", page=rows, filters=form)


def shown(request: StaffRequest, tab: str, **found: Any) -> HttpResponse:
    """One tab of the queue, with the counts of all of them."""
    return page(
        request, f"backoffice/queue_{tab}.html", tab=tab, counts=counts(request.staff), **found
    )
