"""Who reads a case, and what is put aside: one address for each act, all of them back to the page of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.backoffice.doors import StaffRequest, opens_case, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.deciding import blank_decision
from klucznik.backoffice.forms.desk import AssignForm, HoldForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.views.cases import shown
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.declarations.actions import desk
from klucznik.declarations.models import Declaration


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_POST
def take_up(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = ActForm(request.POST)
    if form.perform(desk.take_up, request.user, case):
        messages.success(request, _("You read this case now; others leave it alone."))
    return back(request, case, form)


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_POST
def give_back(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = ActForm(request.POST)
    if form.perform(desk.give_back, request.user, case):
        messages.success(request, _("The case waits for everybody again."))
    return back(request, case, form)


@staff(StaffPermission.CASES_ASSIGN)
@opens_case
@require_POST
def assign(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = AssignForm(request.POST)
    if form.perform(desk.assign_to, request.user, case, as_lead=True):
        messages.success(request, _("The case was given to the person."))
    return back(request, case, form)


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_POST
def hold(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = HoldForm(request.POST)
    if form.perform(desk.hold_case, request.user, case):
        messages.success(
            request, _("The case is put aside; the person is told until when and why.")
        )
        return redirect("backoffice:case", case.public_id)
    return shown(request, case, form=blank_decision(case), holding=form, status=422)


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_POST
def end_hold(request: StaffRequest, case: Declaration) -> HttpResponse:
    form = ActForm(request.POST)
    if form.perform(desk.end_hold, request.user, case):
        messages.success(request, _("The case is back in the queue."))
    return back(request, case, form)


def back(request: StaffRequest, case: Declaration, form: ActForm | AssignForm) -> HttpResponse:
    tell_refusal(request, form)
    return redirect("backoffice:case", case.public_id)
