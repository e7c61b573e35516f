"""Texts that changed: what is different, agreeing to it, or leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from klucznik.accounts.actions.consents import accept_texts
from klucznik.accounts.consents import to_accept
from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.paper_forms import AcceptTextsForm
from klucznik.accounts.returning import path_or
from klucznik.core.http import PortalRequest, page


@anyone_signed_in
def changed_texts(request: PortalRequest) -> HttpResponse:
    """What changed since the person accepted it, and one tick for each text."""
    changed, wanted = to_accept(request.user), path_or(request.GET.get("next"), "/")
    if not changed:
        return redirect(wanted)
    form = AcceptTextsForm(request.POST or None, changed=changed)
    if form.perform(accept_texts, request.user):
        messages.success(request, gettext("Thank you. You have accepted the new version."))
        return redirect(wanted)
    form.refresh()
    return page(request, "accounts/terms.html", form=form, changed=changed)


@anyone_signed_in
def refused(request: PortalRequest) -> HttpResponse:
    """Whoever does not agree: their data, the account, the way back."""
    return page(request, "accounts/terms_refused.html", changed=to_accept(request.user))
