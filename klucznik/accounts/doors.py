"""Doors for people: signed in, signed in and fresh with the second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from klucznik.accounts.factors import has_factor, is_factor_fresh
from klucznik.core.doors import declare

View = TypeVar("View", bound=Callable[..., HttpResponse])


def anyone_signed_in(view: View) -> View:
    """Everybody with an account may come in."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return must_sign_in(request) or view(request, *args, **kwargs)

    return cast(View, declare(through, "signed in"))


def fresh_factor(view: View) -> View:
    """Below another door: the person confirmed the second step within the last minutes.

    Put it on the page that shows the form, too: the form then appears only when it can be sent.
    """

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return must_confirm_factor(request) or view(request, *args, **kwargs)

    return cast(View, through)


def must_sign_in(request: HttpRequest) -> HttpResponse | None:
    """The way to sign-in for somebody who is not; None for somebody who is."""
    if request.user.is_authenticated:
        return None
    return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)


def must_confirm_factor(request: HttpRequest) -> HttpResponse | None:
    """The way to set up or confirm the second step; None when it was confirmed a moment ago."""
    if is_factor_fresh(request):
        return None
    name = "mfa_reauthenticate" if has_factor(request.user) else "factor_needed"
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
