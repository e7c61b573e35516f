"""Where a person is signed in and which browsers know them; and the link of whoever never signed in there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST

from klucznik.accounts.actions import sessions as actions
from klucznik.accounts.actions.securing import secure_account
from klucznik.accounts.devices import device_of, in_words, known_devices, remember
from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.models import Device, Session, User
from klucznik.accounts.sessions import sessions_of
from klucznik.core import tokens
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page


@anyone_signed_in
def sessions(request: PortalRequest) -> HttpResponse:
    """Sessions and remembered browsers on one page."""
    return page(
        request,
        "accounts/sessions.html",
        sessions=sessions_of(request.user, current=request.session.session_key),
        devices=known_devices(request.user, current=device_of(request.COOKIES, request.user)),
        hours=settings.SESSION_IDLE_HOURS,
    )


@anyone_signed_in
@require_POST
def end_session(request: PortalRequest, session: str) -> HttpResponse:
    """End one of them; an unknown one and one that is over read the same."""
    found = Session.objects.filter(user=request.user, public_id=session).first()
    if found and actions.end_session(request.user, found):
        messages.success(request, gettext("That device was signed out."))
    else:
        messages.info(request, gettext("That device was already signed out."))
    return redirect("account_sessions")


@anyone_signed_in
@require_POST
def sign_out_elsewhere(request: PortalRequest) -> HttpResponse:
    """Keep this session only."""
    user = actions.sign_out_elsewhere(request.user)
    messages.success(request, gettext("All other devices were signed out."))
    return staying(request, user, "account_sessions")


@anyone_signed_in
@require_POST
def forget_device(request: PortalRequest, device: str) -> HttpResponse:
    """The browser is a stranger from now on."""
    found = get_object_or_404(Device, user=request.user, public_id=device)
    actions.forget_device(request.user, found, staying=request.session.session_key or "")
    messages.success(
        request, gettext("That device was forgotten. Its next sign-in is told to you by e-mail.")
    )
    return redirect("account_sessions")


@public
def not_me(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the message about a new browser: it explains, and the button shuts everybody out."""
    armed = Device.objects.select_related("user").filter(alarm_hash=tokens.hashed(secret))
    device = armed.filter(user__deleted_at=None).first()
    if device is None:
        return page(request, "accounts/link_over.html", status=404)
    form = ActionForm(request.POST if request.method == "POST" else None)
    with override(device.user.language):
        if not device.is_alarm_open:
            return page(request, "accounts/link_over.html", status=410)
        if user := form.perform(secure_account, None, device):
            leave(request, user)
            return page(request, "accounts/secured.html")
        words = in_words(device.agent)
        return page(request, "accounts/not_me.html", form=form, device=device, words=words)


def staying(request: PortalRequest, user: User, to: str) -> HttpResponse:
    """Everything else was signed out; this session and this browser stay known."""
    update_session_auth_hash(request, user)
    response = redirect(to)
    remember(response, request.COOKIES, user)
    return response


def leave(request: Any, user: User) -> None:
    """All sessions of this person ended: if this browser held one of them, it begins a new one of nobody."""
    if request.user == user:
        logout(request)
