"""One objection: what was said, by whom, and the word of one reviewer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.actions.sessions import look_at_case
from klucznik.backoffice.doors import StaffRequest, must_confirm_again, staff
from klucznik.backoffice.forms.deciding import ObjectionForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.objections import facts_of
from klucznik.core.http import page
from klucznik.declarations.actions.contests import decide_contest
from klucznik.declarations.models import Contest


@staff(StaffPermission.OBJECTIONS_DECIDE)
@require_http_methods(["GET", "POST"])
def objection(request: StaffRequest, objection: str) -> HttpResponse:
    found = get_object_or_404(
        Contest.objects.select_related("declaration__company", "declaration__claimant", "by__user"),
        public_id=objection,
    )
    look_at_case(request.user, found.declaration, session=request.staff_session)
    facts = facts_of(found, request.user)
    if facts["may_vote"] and (answer := must_confirm_again(request, Purpose.VERDICT)):
        return answer
    form = ObjectionForm(request.POST or None)
    if form.perform(decide_contest, request.user, found):
        messages.success(request, _("Your word about the objection is kept."))
        return redirect("backoffice:objections")
    return page(request, "backoffice/objection.html", form=form, **facts)
