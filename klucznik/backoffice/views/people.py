"""The vendor's own people: who is on the staff, who joins, who leaves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.backoffice.actions.people import add_staff, end_staff
from klucznik.backoffice.doors import StaffRequest, must_confirm_again, staff
from klucznik.backoffice.forms.acts import ActForm, AddStaffForm
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page


@staff(StaffPermission.STAFF_MANAGE)
@require_http_methods(["GET", "POST"])
def people(request: StaffRequest) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    form = AddStaffForm(request.POST or None)
    if member := form.perform(add_staff, request.user):
        messages.success(request, _("%(name)s is on the staff now.") % {"name": member.user})
        return redirect("backoffice:people")
    places = StaffMember.objects.select_related("user", "added_by", "ended_by").order_by(
        "ended_at", "pk"
    )
    return page(request, "backoffice/people.html", form=form, places=places)


@staff(StaffPermission.STAFF_MANAGE)
@require_POST
def end_place(request: StaffRequest, member: str) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    place = get_object_or_404(StaffMember.objects.select_related("user"), public_id=member)
    form = ActForm(request.POST)
    if form.perform(end_staff, request.user, place):
        messages.success(
            request, _("%(name)s is not on the staff any more.") % {"name": place.user}
        )
    tell_refusal(request, form)
    return redirect("backoffice:people")
