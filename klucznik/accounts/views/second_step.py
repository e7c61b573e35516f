"""The second step: allauth's pages behind our doors, and the page that explains why one is needed."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from klucznik.accounts.doors import anyone_signed_in, fresh_factor
from klucznik.accounts.factors import has_factor
from klucznik.accounts.returning import path_or
from klucznik.accounts.views.signing_in import telling
from klucznik.core.doors import public
from klucznik.core.http import page


@public
def authenticate(request: HttpRequest) -> HttpResponse:
    """The second step of a sign-in that has begun; allauth sends everybody else to the first one."""
    return telling(base.authenticate(request))


@anyone_signed_in
def confirm_password(request: HttpRequest) -> HttpResponse:
    return telling(account.reauthenticate(request))


@anyone_signed_in
def confirm_code(request: HttpRequest) -> HttpResponse:
    return telling(base.reauthenticate(request))


@anyone_signed_in
def factor_needed(request: HttpRequest) -> HttpResponse:
    """Why this act needs a second step, and the way to one and back."""
    wanted = path_or(request.GET.get("next"), "")
    if has_factor(request.user):
        return redirect(wanted or "mfa_index")
    request.session["after_factor"] = wanted
    return page(request, "accounts/factor_needed.html")


@anyone_signed_in
def index(request: HttpRequest) -> HttpResponse:
    return telling(base.index(request))


@anyone_signed_in
def activate(request: HttpRequest) -> HttpResponse:
    """A picture to scan, and the same key to type in groups of four."""
    response = totp.activate_totp(request)
    if shown := getattr(response, "context_data", None):
        secret = shown["form"].secret
        shown["grouped_key"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return telling(response)


@anyone_signed_in
@fresh_factor
def deactivate(request: HttpRequest) -> HttpResponse:
    return telling(totp.deactivate_totp(request))


@anyone_signed_in
@fresh_factor
@require_safe
def show_codes(request: HttpRequest) -> HttpResponse:
    """The backup codes; from here the person returns to what the second step was needed for."""
    response = codes.view_recovery_codes(request)
    response.context_data["after"] = request.session.pop("after_factor", "")
    return telling(response)


@anyone_signed_in
@fresh_factor
def download_codes(request: HttpRequest) -> HttpResponse:
    return telling(codes.download_recovery_codes(request))


@anyone_signed_in
@fresh_factor
def make_codes(request: HttpRequest) -> HttpResponse:
    return telling(codes.generate_recovery_codes(request))
