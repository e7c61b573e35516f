"""A copy of one's data: asking for it, watching it being made, fetching it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from klucznik.accounts.actions.take_out import ask_for_take_out, fetch_take_out
from klucznik.accounts.doors import anyone_signed_in, must_confirm_factor, must_type_password
from klucznik.accounts.factors import has_factor
from klucznik.accounts.purposes import Purpose
from klucznik.accounts.take_outs import parts
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page
from klucznik.limits.counting import consume


@anyone_signed_in
def take_out(request: PortalRequest) -> HttpResponse:
    """What there is to take out, how far the copy is, and the way to it."""
    form = ActionForm(request.POST if request.method == "POST" else None)
    count = lambda: consume(take_out__account=request.user.pk)  # noqa: E731
    if form.perform(ask_for_take_out, request.user, first=count):
        return redirect("account_take_out")
    newest = request.user.take_outs.order_by("-pk").first()
    return page(request, "accounts/take_out.html", form=form, newest=newest, parts=parts())


@anyone_signed_in
def fetch(request: PortalRequest) -> HttpResponse:
    """The file itself, after the second step or the password of a moment ago."""
    if answer := _must_prove(request):
        return answer
    form = ActionForm(request.POST if request.method == "POST" else None)
    if fetched := form.perform(fetch_take_out, request.user):
        response = HttpResponse(fetched.data, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{fetched.name}"'
        return response
    newest = request.user.take_outs.order_by("-pk").first()
    if newest is None or not newest.can_be_fetched:
        return redirect("account_take_out")
    return page(request, "accounts/take_out_file.html", form=form, newest=newest)


def _must_prove(request: HttpRequest) -> HttpResponse | None:
    if has_factor(request.user):
        return must_confirm_factor(request, Purpose.EXPORT)
    return must_type_password(request)
