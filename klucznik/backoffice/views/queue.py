"""The queue: what waits for the viewer, what waits for others, objections, and all cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.searching import CaseFilterForm, QueueFilterForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.cases import (
    cases,
    counts,
    mine_to_decide,
    narrowed,
    not_mine,
    open_objections,
    put_aside,
)
from klucznik.core.http import page
from klucznik.core.paging import keyset

PROMISED = ("promised_at", "id")


@staff(StaffPermission.CASES_READ)
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    form = QueueFilterForm(request.GET)
    found = narrowed(mine_to_decide(request.staff), request.staff, **form.wanted)
    rows = keyset(found, PROMISED, request.GET.get("after"))
    return shown(request, "mine", page=rows, filters=form)


@staff(StaffPermission.CASES_READ)
@require_GET
def others(request: StaffRequest) -> HttpResponse:
    form = QueueFilterForm(request.GET)
    found = narrowed(not_mine(request.staff), request.staff, **form.wanted)
    rows = keyset(found, PROMISED, request.GET.get("after"))
    return shown(request, "others", page=rows, filters=form)


@staff(StaffPermission.CASES_READ)
@require_GET
def held(request: StaffRequest) -> HttpResponse:
    rows = keyset(put_aside(), ("held_until", "id"), request.GET.get("after"))
    return shown(request, "held", page=rows)


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
