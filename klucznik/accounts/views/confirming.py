"""Showing a second step: at the end of a sign-in, instead of a password, and once more before what matters."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from klucznik.accounts.actions.factors import accept_code, accept_key, accept_passkey
from klucznik.accounts.codes import count_try
from klucznik.accounts.doors import anyone_signed_in, must_type_password
from klucznik.accounts.factor_forms import CodeForm, KeyForm, StrongCodeForm
from klucznik.accounts.factors import factors_of, has_factor
from klucznik.accounts.freshness import note_confirmation, note_sign_in_step
from klucznik.accounts.lost_factors import open_loss
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose, purpose_named
from klucznik.accounts.returning import path_or
from klucznik.accounts.trying import count_passkey
from klucznik.accounts.views.keys import question, said_of, taken
from klucznik.accounts.views.signing_in import telling
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page

STEP = "second step"


@public
def authenticate(request: HttpRequest) -> HttpResponse:
    """The second step of a sign-in that has begun; everybody else is sent to the first one."""
    if (stage := begun(request)) is None:
        return redirect("account_login")
    user, form = stage.login.user, CodeForm(request.POST or None)
    if factor := form.perform(accept_code, user, first=partial(count_try, user)):
        return signed_in(request, stage, factor)
    return step_page(request, user, form)


@public
@require_POST
def authenticate_with_key(request: HttpRequest) -> HttpResponse:
    """The same with a passkey or a security key."""
    if (stage := begun(request)) is None:
        return redirect("account_login")
    user, form, kept = stage.login.user, KeyForm(request.POST), taken(request)
    counted = partial(count_try, user)
    if key := form.perform(accept_key, user, first=counted, kept=kept, asked=STEP):
        return signed_in(request, stage, key)
    return step_page(request, user, CodeForm(), refused=form)


@public
@require_POST
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey alone: whose it is, the device has told, and that it is their finger, too."""
    if request.user.is_authenticated:
        return redirect("home")
    form, kept = KeyForm(request.POST), taken(request)
    going_to = path_or(request.POST.get("next"), "")
    if key := form.perform(accept_passkey, None, first=count_passkey, kept=kept):
        note_sign_in_step(request, key, alone=True)
        request.session.set_expiry(0)
        return cast(HttpResponse, perform_login(request, Login(key.user, redirect_url=going_to)))
    for refusal in said_of(form):
        messages.error(request, refusal)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': going_to})}")


@anyone_signed_in
def confirm_password(request: HttpRequest) -> HttpResponse:
    return telling(account.reauthenticate(request))


@anyone_signed_in
def confirm_code(request: PortalRequest) -> HttpResponse:
    """The second step once more, for the act that the person is on the way to."""
    if not has_factor(request.user):
        return must_type_password(request) or redirect(going_on(request))
    purpose = wanted_for(request)
    form = (StrongCodeForm if purpose.needs_strength else CodeForm)(request.POST or None)
    counted = partial(count_try, request.user)
    if factor := form.perform(accept_code, request.user, first=counted, purpose=purpose):
        return confirmed(request, factor, purpose)
    return confirm_page(request, purpose, form)


@anyone_signed_in
@require_POST
def confirm_key(request: PortalRequest) -> HttpResponse:
    """The same with a passkey or a security key."""
    purpose, form, kept = wanted_for(request), KeyForm(request.POST), taken(request)
    counted = partial(count_try, request.user)
    proof = {"kept": kept, "purpose": purpose}
    if key := form.perform(accept_key, request.user, first=counted, **proof):
        return confirmed(request, key, purpose)
    return confirm_page(request, purpose, CodeForm(), refused=form)


def begun(request: HttpRequest) -> LoginStage | None:
    """The sign-in of this browser that waits for its second step."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    user = stage.login.user if stage else None
    return stage if user is not None and has_factor(user) else None


def signed_in(request: HttpRequest, stage: LoginStage, factor: Any) -> HttpResponse:
    factor.user = stage.login.user
    note_sign_in_step(request, factor)
    return cast(HttpResponse, stage.exit())


def confirmed(request: PortalRequest, factor: Any, purpose: Purpose) -> HttpResponse:
    """Back to what the confirmation was for."""
    factor.user = request.user
    note_confirmation(request, factor, purpose)
    return redirect(going_on(request))


def step_page(
    request: HttpRequest, user: User, form: ActionForm, refused: KeyForm | None = None
) -> HttpResponse:
    """The page of the second step: a key, a code, and the way of somebody who has neither."""
    return page(
        request,
        "mfa/authenticate.html",
        form=form,
        status=422 if refused else None,
        refusals=said_of(refused),
        key=question(request, user, STEP),
        loss=open_loss(user),
        **at_hand(user),
    )


def confirm_page(
    request: PortalRequest, purpose: Purpose, form: ActionForm, refused: KeyForm | None = None
) -> HttpResponse:
    return page(
        request,
        "mfa/reauthenticate.html",
        form=form,
        status=422 if refused else None,
        refusals=said_of(refused),
        key=question(request, request.user, purpose),
        purpose=purpose,
        going_to=going_on(request),
        **at_hand(request.user),
    )


def at_hand(user: User) -> dict[str, bool]:
    """Whether the person has an application; what codes the page may speak of depends on it."""
    return {"has_application": factors_of(user).filter(type="totp").exists()}


def wanted_for(request: HttpRequest) -> Purpose:
    return purpose_named(request.POST.get("for") or request.GET.get("for"))


def going_on(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next")
    return path_or(wanted, reverse("account_overview"))
