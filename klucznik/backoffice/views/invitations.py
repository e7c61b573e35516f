"""First administrators: the list of invitations, one more, thousands at once, and taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klucznik.backoffice.actions.work import invite_everybody
from klucznik.backoffice.doors import (
    StaffRequest,
    must_confirm_again,
    opens_company,
    safe_path,
    staff,
)
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.invitations import fates, invitable, invitations
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.companies.models import Company
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.recovery.actions.first_administrators import (
    invite_first_administrator,
    revoke_first_invitation,
)
from klucznik.recovery.models import FirstAdministratorInvitation


@staff(StaffPermission.ADMINISTRATORS_INVITE)
@require_GET
def first_invitations(request: StaffRequest) -> HttpResponse:
    fate = request.GET.get("state", "")
    rows = keyset(invitations(fate), ("-sent_at", "-id"), request.GET.get("after"))
    context: dict[str, Any] = {"fates": fates(), "fate": fate, "invitable": invitable().count()}
    return page(request, "backoffice/first_invitations.html", page=rows, **context)


@staff(StaffPermission.ADMINISTRATORS_INVITE)
@require_http_methods(["GET", "POST"])
def invite_many(request: StaffRequest) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    form = ActForm(request.POST if request.method == "POST" else None)
    if count := form.perform(invite_everybody, request.user):
        text = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count
        )
        messages.success(request, text % {"count": count})
        return redirect("backoffice:first_invitations")
    found = invitable()
    return page(
        request, "backoffice/invite_many.html", form=form, count=found.count(), some=found[:10]
    )


@staff(StaffPermission.ADMINISTRATORS_INVITE)
@opens_company
@require_POST
def invite(request: StaffRequest, company: Company) -> HttpResponse:
    form = ActForm(request.POST)
    if invitation := form.perform(invite_first_administrator, request.user, company):
        text = _("The invitation goes to %(address)s.") % {"address": invitation.email}
        messages.success(request, text)
    tell_refusal(request, form)
    return redirect("backoffice:company", company.public_id)


@staff(StaffPermission.ADMINISTRATORS_INVITE)
@require_POST
def revoke(request: StaffRequest, invitation: str) -> HttpResponse:
    found = get_object_or_404(
        FirstAdministratorInvitation.objects.select_related("company"), public_id=invitation
    )
    form = ActForm(request.POST)
    if form.perform(revoke_first_invitation, request.user, found):
        messages.success(request, _("The invitation is revoked; its link opens nothing now."))
    tell_refusal(request, form)
    return redirect(safe_path(request, request.headers.get("Referer", "")))
