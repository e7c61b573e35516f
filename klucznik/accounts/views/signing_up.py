"""Creating an account and proving its address."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from klucznik.accounts.actions import signing_up as actions
from klucznik.accounts.forms import ConfirmElsewhereForm, MailboxForm, SignUpForm
from klucznik.accounts.mailing import within_budget
from klucznik.accounts.models import Activation
from klucznik.accounts.returning import path_or
from klucznik.accounts.trying import count_letter, count_sign_up
from klucznik.core import tokens
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page

BUDGET = "mail__activation__email"
# The whole way of somebody who comes to get their company's keys back; this part is the first step of it.
STEPS = [_("Account"), _("Company"), _("Rights")]


@public
@sensitive_post_parameters("password")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Create an account: the same answer for a new address and for one in use."""
    if request.user.is_authenticated:
        return redirect(_next(request) or "home")
    form = SignUpForm(
        request.POST or None, initial={"email": request.session.get("invited_email", "")}
    )
    begin = within_budget(BUDGET, actions.sign_up)
    given = {"language": get_language() or "pl", "browser": _browser(request)}
    if email := form.perform(begin, None, first=count_sign_up, **given):
        return _look_into_mailbox(request, email)
    return page(request, "accounts/sign_up.html", form=form, next=_next(request), steps=STEPS)


@public
def mailbox(request: HttpRequest) -> HttpResponse:
    """A message was sent: to which address, and what to do when it does not come."""
    email = request.session.get("sign_in_email")
    if not email:
        return redirect("account_login")
    return page(
        request, "accounts/mailbox.html", email=email, steps=STEPS, hours=settings.ACTIVATION_HOURS
    )


@public
def resend_activation(request: HttpRequest) -> HttpResponse:
    """Send the activation message once more; the answer tells nothing about the address."""
    form = MailboxForm(
        request.POST or None, initial={"email": request.session.get("sign_in_email")}
    )
    again = within_budget(BUDGET, actions.send_activation_again)
    if email := form.perform(again, None, first=count_letter):
        return _look_into_mailbox(request, email)
    return page(request, "accounts/resend_activation.html", form=form)


@public
@sensitive_post_parameters("password")
def activate(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the message: looking at it changes nothing, the button does."""
    activation = _find(secret)
    if activation is None or activation.user.activated_at or activation.is_late:
        return _no_use(request, activation, secret)
    browser = request.session.get("sign_up_browser", "")
    here = activation.is_of_browser(browser)
    form = (
        ActionForm(request.POST if request.method == "POST" else None)
        if here
        else _elsewhere(request, activation)
    )
    if user := form.perform(actions.activate_account, None, activation, browser=browser):
        return _now_sign_in(request, user.email)
    email = activation.user.email
    return page(request, "accounts/activate.html", form=form, here=here, email=email, steps=STEPS)


@public
@require_POST
def activate_again(request: HttpRequest, secret: str) -> HttpResponse:
    """From a link that came too late: send it anew to the same mailbox."""
    activation = _find(secret)
    if activation is None:
        return _no_use(request, None, secret)
    again = within_budget(BUDGET, actions.send_activation_again)
    return _look_into_mailbox(request, again(None, email=activation.user.email))


def _find(secret: str) -> Activation | None:
    wanted = Activation.objects.filter(secret_hash=tokens.hashed(secret))
    return wanted.select_related("user").first()


def _no_use(request: HttpRequest, activation: Activation | None, secret: str) -> HttpResponse:
    """A link that cannot be used says why, kindly, and leads on."""
    if activation is None:
        return page(request, "accounts/link_unknown.html", status=404)
    if activation.user.activated_at:
        request.session["sign_in_email"] = activation.user.email
        return page(request, "accounts/already_active.html", email=activation.user.email)
    hours = settings.ACTIVATION_HOURS
    return page(request, "accounts/link_late.html", secret=secret, hours=hours, status=410)


def _elsewhere(request: HttpRequest, activation: Activation) -> ConfirmElsewhereForm:
    user = activation.user
    typed = {"first_name": user.first_name, "last_name": user.last_name}
    return ConfirmElsewhereForm(request.POST or None, initial=typed, email=user.email)


def _look_into_mailbox(request: HttpRequest, email: str) -> HttpResponse:
    request.session["sign_in_email"] = email
    request.session["after_sign_in"] = _next(request)
    return redirect("account_email_verification_sent")


def _now_sign_in(request: HttpRequest, email: str) -> HttpResponse:
    request.session["sign_in_email"] = email
    request.session.pop("sign_up_browser", None)
    messages.success(request, gettext("Your account is active. Sign in."))
    wanted = request.session.pop("after_sign_in", "")
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("account_login") + query)


def _browser(request: HttpRequest) -> str:
    """What only this browser holds; it shows later that the link was opened by whoever signed up."""
    if request.method == "POST" and "sign_up_browser" not in request.session:
        request.session["sign_up_browser"] = secrets.token_urlsafe(24)
    return str(request.session.get("sign_up_browser", ""))


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next")
    return path_or(asked, str(request.session.get("after_sign_in", "")))
