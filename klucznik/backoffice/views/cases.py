"""One case: what was sent beside what is known, and the decision of one reviewer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.doors import StaffRequest, must_confirm_again, opens_case, staff
from klucznik.backoffice.forms.deciding import DecisionForm, UndoForm, blank_decision
from klucznik.backoffice.forms.desk import AssignForm, HoldForm
from klucznik.backoffice.permissions import StaffPermission, may
from klucznik.backoffice.queries.cases import beside, next_to_decide
from klucznik.backoffice.queries.dossier import dossier
from klucznik.backoffice.views.drafts import keep_draft, kept_draft
from klucznik.core.http import page
from klucznik.declarations.actions.reading import read_registers_again
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.models import Declaration


@staff(StaffPermission.CASES_READ)
@opens_case
@require_GET
def case(request: StaffRequest, case: Declaration) -> HttpResponse:
    read_registers_again(case)
    form = blank_decision(case, kept_draft(request, case))
    return shown(request, case, form=form)


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_POST
def decision(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = DecisionForm(request.POST, case=case)
    if answer := must_confirm_again(request, Purpose.VERDICT):
        keep_draft(request, case, form)
        return answer
    as_lead = may(request.staff, StaffPermission.CASES_SETTLE)
    if form.decide(request.user, case, as_lead=as_lead):
        messages.success(request, _("Your decision about %(case)s is kept.") % {"case": case})
        following = next_to_decide(request.staff, case)
        return (
            redirect("backoffice:case", following.public_id)
            if following
            else redirect("backoffice:queue")
        )
    return shown(request, case, form=form)


@staff(StaffPermission.CASES_REVERT)
@opens_case
@require_POST
def undo(request: StaffRequest, case: Declaration) -> HttpResponse:
    if answer := must_confirm_again(request, Purpose.VERDICT):
        return answer
    form = UndoForm(request.POST)
    if form.perform(undo_grant, request.user, case, as_lead=True):
        messages.success(request, _("The rights granted in %(case)s are undone.") % {"case": case})
        return redirect("backoffice:case", case.public_id)
    return shown(request, case, undoing=form, status=422)


def shown(request: StaffRequest, case: Declaration, **forms: Any) -> HttpResponse:
    """The page of a case, with the list of what else waits for the viewer at its left."""
    blank = {"undoing": UndoForm(), "holding": HoldForm(), "assigning": AssignForm()}
    context = dossier(case, request.staff) | beside(case, request.staff) | blank
    return page(request, "backoffice/case.html", case=case, **(context | forms))
