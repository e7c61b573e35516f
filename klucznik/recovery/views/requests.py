"""Requests for the keys: sent by those who lack them, answered by those who hold them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.recovery.actions.requests import (
    approve_request,
    decline_request,
    request_rights,
    withdraw_request,
)
from klucznik.recovery.forms import ApproveForm, ConfirmForm, DeclineForm, RequestForm
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.recipients import administrators_to_ask
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import why_no_asking


@requires(Permission.RIGHTS_REQUEST)
def request_page(request: CompanyRequest, company: Company) -> HttpResponse:
    """Write to the administrators."""
    if why_no_asking(situation(company, request.user)):
        return redirect("recovery:ways", company.public_id)
    form = RequestForm(request.POST or None)
    if form.perform(request_rights, request.user, company):
        messages.success(request, _("The request was sent."))
        return redirect("recovery:ways", company.public_id)
    asked = administrators_to_ask(company).exclude(user=request.user).count()
    return page(request, "recovery/request.html", form=form, asked=asked)


@require_POST
@requires(Permission.RIGHTS_REQUEST)
def withdraw(request: CompanyRequest, company: Company) -> HttpResponse:
    """Take one's own request back."""
    waiting = {"company": company, "person": request.user, "state": RightsRequest.State.PENDING}
    mine = get_object_or_404(RightsRequest.objects.select_related("company"), **waiting)
    if ConfirmForm(request.POST).perform(withdraw_request, request.user, mine):
        messages.success(request, _("The request was withdrawn."))
    return redirect("recovery:ways", company.public_id)


@requires(Permission.RIGHTS_ANSWER)
def inbox(request: CompanyRequest, company: Company) -> HttpResponse:
    """Who asks, and what was answered before."""
    found = RightsRequest.objects.filter(company=company).select_related("person", "answered_by")
    waiting = found.filter(state=RightsRequest.State.PENDING).order_by("expires_at")
    done = found.exclude(state=RightsRequest.State.PENDING).order_by("-answered_at")[:20]
    return page(request, "recovery/requests.html", waiting=waiting, done=done)


def request_of(company: Company, wanted: str) -> RightsRequest:
    """One request of this company, or 404."""
    found = RightsRequest.objects.select_related("company", "person", "answered_by")
    return get_object_or_404(found, company=company, public_id=wanted)


@requires(Permission.RIGHTS_ANSWER)
def show(request: CompanyRequest, company: Company, wanted: str) -> HttpResponse:
    """One request: who asks and why; here it can be declined."""
    asked = request_of(company, wanted)
    form = DeclineForm(request.POST or None)
    if form.perform(decline_request, request.user, asked):
        messages.success(request, _("The request was declined. The person will read your reason."))
        return redirect("recovery:requests", company.public_id)
    place = company.memberships.active().filter(user=asked.person).first()
    return page(request, "recovery/show_request.html", form=form, asked=asked, place=place)


@requires(Permission.RIGHTS_ANSWER, fresh_factor=True)
def approve(request: CompanyRequest, company: Company, wanted: str) -> HttpResponse:
    """Give the role; only right after the second step."""
    asked = request_of(company, wanted)
    form = ApproveForm(request.POST or None, roles=manageable_roles(request.membership))
    if form.perform(approve_request, request.user, asked):
        messages.success(request, _("The role was given. The person has been told."))
        return redirect("recovery:requests", company.public_id)
    return page(request, "recovery/approve_request.html", form=form, asked=asked)
