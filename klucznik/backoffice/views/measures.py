"""Disputes and suspensions of one company: proposed by one person of the staff, confirmed by another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.doors import (
    StaffRequest,
    must_confirm_again,
    opens_company,
    own_company,
    staff,
)
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.measures import EndMeasureForm, MeasureForm
from klucznik.backoffice.impartiality import is_insider
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.companies.actions.measures import (
    confirm_end,
    confirm_measure,
    drop_measure,
    keep_measure,
    propose_end,
    propose_measure,
)
from klucznik.companies.measures import measures_of
from klucznik.companies.models import Company, Measure
from klucznik.core.http import page


@staff(StaffPermission.MEASURES_READ)
@opens_company
@require_GET
def company_measures(request: StaffRequest, company: Company) -> HttpResponse:
    insider = is_insider(request.user, company)
    context: dict[str, Any] = {"shown": company, "tab": "measures", "is_insider": insider}
    return page(request, "backoffice/measures.html", measures=measures_of(company), **context)


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, company: Company) -> HttpResponse:
    if answer := must_act(request, company):
        return answer
    kind = {"kind": request.GET.get("kind", "")}
    form = MeasureForm(request.POST if request.method == "POST" else None, initial=kind)
    if form.perform(propose_measure, request.user, company):
        messages.success(request, _("Proposed. It holds as soon as another person confirms it."))
        return redirect("backoffice:measures", company.public_id)
    return page(
        request, "backoffice/propose_measure.html", shown=company, tab="measures", form=form
    )


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_POST
def confirm(request: StaffRequest, company: Company, measure: str) -> HttpResponse:
    done = _("The measure is in force; those who administer the company are told.")
    return act(request, company, measure, confirm_measure, done)


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_POST
def drop(request: StaffRequest, company: Company, measure: str) -> HttpResponse:
    return act(request, company, measure, drop_measure, _("The proposal is dropped."))


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_http_methods(["GET", "POST"])
def propose_its_end(request: StaffRequest, company: Company, measure: str) -> HttpResponse:
    found = get_object_or_404(company.measures, public_id=measure)
    if answer := must_act(request, company):
        return answer
    form = EndMeasureForm(request.POST if request.method == "POST" else None)
    if form.perform(propose_end, request.user, found):
        messages.success(request, _("Proposed. It ends as soon as another person confirms it."))
        return redirect("backoffice:measures", company.public_id)
    context: dict[str, Any] = {"shown": company, "tab": "measures", "measure": found}
    return page(request, "backoffice/end_measure.html", form=form, **context)


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_POST
def confirm_its_end(request: StaffRequest, company: Company, measure: str) -> HttpResponse:
    done = _("The measure has ended; those who administer the company are told.")
    return act(request, company, measure, confirm_end, done)


@staff(StaffPermission.MEASURES_TAKE)
@opens_company
@require_POST
def keep(request: StaffRequest, company: Company, measure: str) -> HttpResponse:
    return act(request, company, measure, keep_measure, _("The measure stays in force."))


def act(
    request: StaffRequest,
    company: Company,
    public_id: str,
    action: Callable[[User, Measure], Measure],
    done: str,
) -> HttpResponse:
    """One button about one measure; a refusal is told on the page of the company's measures."""
    found = get_object_or_404(company.measures, public_id=public_id)
    if answer := must_act(request, company):
        return answer
    form = ActForm(request.POST)
    if form.perform(action, request.user, found):
        messages.success(request, done)
    tell_refusal(request, form)
    return redirect("backoffice:measures", company.public_id)


def must_act(request: StaffRequest, company: Company) -> HttpResponse | None:
    """Not about one's own company, and each time with a second step; None when the act may go on."""
    if is_insider(request.user, company):
        return own_company(request)
    return must_confirm_again(request, Purpose.VERDICT)
