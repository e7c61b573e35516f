"""The staff session: the page that explains and begins it, and its end."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.accounts.freshness import is_factor_fresh
from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.actions.sessions import begin_staff_session, end_staff_session
from klucznik.backoffice.doors import StaffRequest, must_confirm_again, safe_path, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.core.http import page


@staff(StaffPermission.SESSION_START, session=False)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    going_to = safe_path(request, request.GET.get("next", ""))
    if request.method == "POST":
        if answer := must_confirm_again(request, Purpose.EVERYDAY):
            return answer
        request.session.cycle_key()
        key, before = request.session.session_key or "", request.staff_session
        begin_staff_session(request.user, request.staff, session_key=key, instead_of=before)
        return redirect(going_to)
    shown = {"fresh": is_factor_fresh(request), "minutes": settings.STAFF_SESSION_MINUTES}
    return page(request, "backoffice/start.html", going_to=going_to, **shown)


@staff(StaffPermission.SESSION_START, session=False)
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    if request.staff_session:
        end_staff_session(request.user, request.staff_session)
        messages.success(request, _("The staff session has ended."))
    return redirect("backoffice:start")
