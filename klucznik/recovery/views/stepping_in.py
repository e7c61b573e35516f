"""Ways without a letter: a deputy steps in, an office's client accepts; and where an administrator objects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.declarations.forms import ObjectionForm
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, Declaration, Notified
from klucznik.declarations.states import CONTESTABLE, PENDING
from klucznik.members.deputies import deputyship_of
from klucznik.recovery.actions.stepping_in import (
    accept_office_invitation,
    object_as_administrator,
    step_in,
)
from klucznik.recovery.forms import ConfirmForm
from klucznik.recovery.offices import invited_by_office
from klucznik.recovery.situations import cases_about_keys, situation
from klucznik.recovery.ways import why_no_stepping_in


@requires(Permission.RIGHTS_REQUEST)
def step_in_page(request: CompanyRequest, company: Company) -> HttpResponse:
    """What happens when the deputy steps in; then it happens."""
    if why_no_stepping_in(situation(company, request.user)):
        return redirect("recovery:ways", company.public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if case := form.perform(step_in, request.user, company):
        return redirect("declarations:case", case.public_id)
    deputy = deputyship_of(request.membership)
    return page(request, "recovery/step_in.html", form=form, deputy=deputy)


@requires(Permission.RIGHTS_REQUEST)
def accept_office(request: CompanyRequest, company: Company) -> HttpResponse:
    """What accepting the office's invitation means; then the day to object begins."""
    office = invited_by_office(company, request.user)
    if office is None:
        return redirect("recovery:ways", company.public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if case := form.perform(accept_office_invitation, request.user, company):
        return redirect("declarations:case", case.public_id)
    return page(request, "recovery/office.html", form=form, office=office)


@requires(Permission.RIGHTS_ANSWER)
def object_page(request: CompanyRequest, company: Company, wanted: str) -> HttpResponse:
    """Who asks for the keys, when they get them, and the button that stops it."""
    found = cases_about_keys(company).filter(state__in=CONTESTABLE).exclude(claimant=request.user)
    case = get_object_or_404(found.select_related("company", "claimant"), public_id=wanted)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.perform(object_as_administrator, request.user, case):
        messages.success(request, _("We have your objection."))
        return redirect("members:company_keys", company.public_id)
    return page(request, "recovery/object.html", form=form, **objection(request, case))


def objection(request: CompanyRequest, case: Declaration) -> dict[str, Any]:
    """What the page says: whether this is a veto, and what this person said already."""
    vetoes = letter_of(case.kind).vetoes
    mine = Contest.objects.filter(declaration=case, by__user=request.user).order_by("-id").first()
    return {
        "case": case,
        "is_veto": Notified.Standing.ADMINISTRATOR in vetoes and case.state in PENDING,
        "contest": mine if mine and mine.is_open else None,
    }
