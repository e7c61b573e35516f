"""Signing in and out, and a forgotten password: allauth's views behind our doors."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as allauth
from allauth.account.stages import LoginStageController
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from klucznik.accounts.actions.factors import INSTEAD
from klucznik.accounts.actions.leaving import stop_deletion
from klucznik.accounts.actions.passwords import ask_for_new_password
from klucznik.accounts.devices import remember
from klucznik.accounts.forms import MailboxForm
from klucznik.accounts.mailing import within_budget
from klucznik.accounts.stages import LeavingStage
from klucznik.accounts.trying import count_letter
from klucznik.accounts.views.keys import question
from klucznik.accounts.views.sessions import leave
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page


def telling(response: Any) -> HttpResponse:
    """A form sent back with errors is a 422 here, like on all our pages."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if response.status_code == 200 and form is not None and form.is_bound and form.errors:
        response.status_code = 422
    return cast(HttpResponse, response)


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    response = allauth.login(request)
    if shown := getattr(response, "context_data", None):
        shown["key"] = question(request, None, INSTEAD)
    return telling(response)


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """By POST only; afterwards the browser forgets what it kept of our pages."""
    response = cast(HttpResponse, allauth.logout(request))
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@public
def inactive(request: HttpRequest) -> HttpResponse:
    return page(request, "accounts/inactive.html")


@public
def unconfirmed(request: HttpRequest) -> HttpResponse:
    """The password was right, but the address was never confirmed."""
    email = request.session.get("unconfirmed_email")
    if not email:
        return redirect("account_login")
    return page(request, "accounts/unconfirmed.html", email=email)


@public
def leaving(request: HttpRequest) -> HttpResponse:
    """All steps of the sign-in are done, but the account is being deleted: stop that, or stay out."""
    stage = LoginStageController.enter(request, LeavingStage.key)
    if stage is None or stage.login.user is None:
        return redirect("account_login")
    form = ActionForm(request.POST if request.method == "POST" else None)
    if user := form.perform(stop_deletion, stage.login.user):
        stage.login.user = user
        messages.success(request, gettext("The deletion was stopped. The account stays yours."))
        return cast(HttpResponse, stage.exit())
    return page(request, "accounts/leaving.html", form=form, person=stage.login.user)


@public
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether the address has an account or not."""
    form = MailboxForm(
        request.POST or None, initial={"email": request.session.get("sign_in_email")}
    )
    ask = within_budget("mail__reset__email", ask_for_new_password)
    if email := form.perform(ask, None, first=count_letter):
        request.session["sign_in_email"] = email
        return redirect("account_reset_password_done")
    return page(request, "account/password_reset.html", form=form)


@public
def link_sent(request: HttpRequest) -> HttpResponse:
    email = request.session.get("sign_in_email", "")
    return page(request, "account/password_reset_done.html", email=email, minutes=_minutes())


@public
@sensitive_post_parameters("password")
def new_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Choose a new password. It signs nobody in; this browser is remembered, because its mailbox was proven."""
    response = allauth.password_reset_from_key(request, uidb36=uidb36, key=key)
    if shown := getattr(response, "context_data", None):
        shown["minutes"] = _minutes()
    response = telling(response)
    if proven := getattr(request, "proven_user", None):
        leave(request, proven)
        request.session["sign_in_email"] = proven.email
        remember(response, request.COOKIES, proven)
    return response


@public
def password_is_new(request: HttpRequest) -> HttpResponse:
    return page(request, "account/password_reset_from_key_done.html")


def _minutes() -> int:
    """How long a link for a new password works."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // 60
