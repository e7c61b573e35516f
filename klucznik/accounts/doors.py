"""Doors for people: signed in, signed in and fresh with the second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from klucznik.accounts.consents import can_be_outdated, to_accept, versions_in_force
from klucznik.accounts.factors import has_factor
from klucznik.accounts.freshness import is_factor_fresh, is_password_fresh, leans_on
from klucznik.accounts.purposes import Purpose
from klucznik.core.doors import declare

# In the session: which versions of the terms this person was found to have accepted.
TERMS_SEEN = "terms_seen"

View = TypeVar("View", bound=Callable[..., HttpResponse])


def anyone_signed_in(view: View) -> View:
    """Everybody with an account may come in."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return must_sign_in(request) or view(request, *args, **kwargs)

    return cast(View, declare(through, "signed in"))


def fresh_factor(purpose: Purpose = Purpose.EVERYDAY) -> Callable[[View], View]:
    """Below another door: the person confirmed the second step for this purpose within the last minutes.

    Put it on the page that shows the form, too: the form then appears only when it can be sent.
    """

    def door(view: View) -> View:
        @wraps(view)
        def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return must_confirm_factor(request, purpose) or view(request, *args, **kwargs)

        return cast(View, through)

    return door


def fresh_proof(view: View) -> View:
    """Below another door: a second step of a moment ago from whoever has one, the password from others."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_factor(request.user):
            answer = must_confirm_factor(request, Purpose.ACCOUNT)
        else:
            answer = must_type_password(request)
        return answer or view(request, *args, **kwargs)

    return cast(View, through)


def must_sign_in(request: HttpRequest) -> HttpResponse | None:
    """The way to sign-in for somebody who is not, to new terms for whoever has not read them; None for others."""
    if request.user.is_authenticated:
        return must_accept_terms(request)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)


def must_accept_terms(request: Any) -> HttpResponse | None:
    """The way to texts that changed; None for whoever accepted them, and on the ways out (settings.DESPITE_TERMS).

    Only where a page would be shown: a form that is being sent is not lost, and programs go on.
    """
    here = request.resolver_match.view_name if request.resolver_match else ""
    if (
        request.method != "GET"
        or request.headers.get("HX-Request")
        or here in settings.DESPITE_TERMS
    ):
        return None
    versions = " ".join(versions_in_force().values())
    if not can_be_outdated() or request.session.get(TERMS_SEEN) == versions:
        return None
    if to_accept(request.user):
        return _on_the_way(request, "account_terms")
    request.session[TERMS_SEEN] = versions
    return None


def must_confirm_factor(
    request: HttpRequest, purpose: Purpose = Purpose.EVERYDAY
) -> HttpResponse | None:
    """The way to set up or confirm the second step; None when it was confirmed for this a moment ago."""
    if is_factor_fresh(request, purpose):
        leans_on(request, purpose)
        return None
    if not has_factor(request.user):
        return _on_the_way(request, "factor_needed")
    return _on_the_way(request, "mfa_reauthenticate", **{"for": purpose.value})


def must_have_factor(request: HttpRequest) -> HttpResponse | None:
    """The way to setting up a second step, before a long form is filled in that needs one; None where there is one."""
    return None if has_factor(request.user) else _on_the_way(request, "factor_needed")


def must_type_password(request: HttpRequest) -> HttpResponse | None:
    """The way to typing the password once more; None when that was a moment ago."""
    return None if is_password_fresh(request) else _on_the_way(request, "account_reauthenticate")


def _on_the_way(request: HttpRequest, name: str, **more: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path(), **more})}")
