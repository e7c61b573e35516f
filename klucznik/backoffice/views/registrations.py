"""Registrations that wait for the vendor: accept one with a key, or decline it with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klucznik.backoffice.actions.sessions import look_at_company
from klucznik.backoffice.doors import StaffRequest, looked_too_often, own_company, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.licenses import DeclineForm
from klucznik.backoffice.impartiality import is_insider
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.licenses import waiting_registrations
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.licensing.actions.registering import accept_registration, decline_registration
from klucznik.licensing.models import Registration


@staff(StaffPermission.REGISTRATIONS_DECIDE)
@require_GET
def registrations(request: StaffRequest) -> HttpResponse:
    """The queue, whoever waits longest first."""
    if answer := looked_too_often(request):
        return answer
    rows = keyset(waiting_registrations(), ("asked_at", "id"), request.GET.get("after"))
    return page(request, "backoffice/registrations.html", page=rows)


@staff(StaffPermission.REGISTRATIONS_DECIDE)
@require_POST
def accept(request: StaffRequest, registration: str) -> HttpResponse:
    found = registration_with(request, registration)
    if is_insider(request.user, found.license.company):
        return own_company(request)
    form = ActForm(request.POST)
    if form.perform(accept_registration, request.user, found):
        words = {"company": found.license.company.name}
        messages.success(request, _("Registered: %(company)s. The company is told.") % words)
    tell_refusal(request, form)
    return redirect("backoffice:registrations")


@staff(StaffPermission.REGISTRATIONS_DECIDE)
@require_http_methods(["GET", "POST"])
def decline(request: StaffRequest, registration: str) -> HttpResponse:
    found = registration_with(request, registration)
    if request.method == "POST" and is_insider(request.user, found.license.company):
        return own_company(request)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.perform(decline_registration, request.user, found):
        messages.success(request, _("Declined. The company reads the reason."))
        return redirect("backoffice:registrations")
    return page(request, "backoffice/decline_registration.html", form=form, registration=found)


def registration_with(request: StaffRequest, public_id: str) -> Registration:
    """One registration; the look at its company is recorded."""
    rows = Registration.objects.select_related("license__company", "license__product__line")
    found = get_object_or_404(rows, public_id=public_id)
    look_at_company(request.user, found.license.company, session=request.staff_session)
    return found
