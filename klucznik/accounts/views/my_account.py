"""My account: who I am here, how I sign in, what I agreed to, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from klucznik.accounts.actions import passwords, profile
from klucznik.accounts.addresses import addresses_shown
from klucznik.accounts.backup_codes import codes_left
from klucznik.accounts.consents import coming
from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.factors import has_factor
from klucznik.accounts.forms import ChangePasswordForm, LanguageForm, PersonForm
from klucznik.accounts.history import recent_events
from klucznik.accounts.lost_factors import stopping
from klucznik.accounts.models import Session
from klucznik.accounts.returning import path_or
from klucznik.accounts.trying import count_try
from klucznik.accounts.views.sessions import staying
from klucznik.core.doors import public
from klucznik.core.http import PortalRequest, page


@anyone_signed_in
def overview(request: PortalRequest) -> HttpResponse:
    """Everything about the account on one screen; what is longer has a page of its own."""
    return page(
        request,
        "accounts/overview.html",
        factor=has_factor(request.user),
        stopping=stopping(request.user),
        codes_left=codes_left(request.user),
        addresses=addresses_shown(request.user),
        sessions=Session.objects.of(request.user).count(),
        coming=coming(request.user),
    )


@anyone_signed_in
def history(request: PortalRequest) -> HttpResponse:
    """Sign-ins and changes of the account."""
    events = recent_events(request.user, after=request.GET.get("after"))
    return page(request, "accounts/history.html", events=events)


@anyone_signed_in
def agreements(request: PortalRequest) -> HttpResponse:
    """The texts that were accepted, with their versions, and those that will be asked about."""
    consents = request.user.consents.order_by("-at")
    ahead = coming(request.user)
    return page(request, "accounts/agreements.html", consents=consents, coming=ahead)


@anyone_signed_in
def name(request: PortalRequest) -> HttpResponse:
    """Correct first and last name."""
    now = {"first_name": request.user.first_name, "last_name": request.user.last_name}
    form = PersonForm(request.POST or None, initial=now)
    if form.perform(profile.rename, request.user):
        messages.success(request, gettext("Your name was changed."))
        return redirect("account_overview")
    return page(request, "accounts/name.html", form=form)


@anyone_signed_in
@sensitive_post_parameters("current", "password")
def change_password(request: PortalRequest) -> HttpResponse:
    """A new password for the current one; other browsers are signed out."""
    form = ChangePasswordForm(request.POST or None, person=request.user)
    count = _counting(request)
    if user := form.perform(passwords.change_password, request.user, first=count):
        messages.success(
            request, gettext("Your password was changed. All other devices were signed out.")
        )
        return staying(request, user, "account_overview")
    return page(request, "accounts/change_password.html", form=form)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the portal in another language: for a person from now on, for a visitor in this browser."""
    form = LanguageForm(request.POST)
    response = redirect(path_or(request.POST.get("next"), "/"))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, **_cookie())
        if request.user.is_authenticated:
            profile.choose_language(request.user, language=chosen)
    return response


def _counting(request: PortalRequest) -> Callable[[], None]:
    """Typing a password on these pages is a try like any other."""
    return lambda: count_try(request, request.user.email)


def _cookie() -> dict[str, Any]:
    return {
        "max_age": 365 * 24 * 3600,
        "samesite": settings.LANGUAGE_COOKIE_SAMESITE,
        "secure": settings.LANGUAGE_COOKIE_SECURE,
        "httponly": settings.LANGUAGE_COOKIE_HTTPONLY,
    }
