"""Neither phone nor codes nor keys: what is left, the wait, its end, and the link that stops it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.accounts.actions.factor_loss import ask_to_remove_factor, finish_loss, stop_loss
from klucznik.accounts.backup_codes import codes_left
from klucznik.accounts.lost_factors import (
    has_password_from_mailbox,
    is_guarded,
    open_loss,
    wait_of,
)
from klucznik.accounts.models import FactorLoss
from klucznik.accounts.passkeys import keys_of
from klucznik.accounts.views.confirming import begun
from klucznik.core import tokens
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page


@public
def lost(request: HttpRequest) -> HttpResponse:
    """After the right password: other ways first, then the wait; while it runs, its dates."""
    if (stage := begun(request)) is None:
        return redirect("account_login")
    user = stage.login.user
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.perform(ask_to_remove_factor, user):
        return redirect("account_factor_lost")
    context = {"loss": open_loss(user), "days": wait_of(user).days, "person": user}
    context["is_longer"] = has_password_from_mailbox(user)
    context |= {"codes_left": codes_left(user), "keys": keys_of(user), "guarded": is_guarded(user)}
    return page(request, "accounts/factor_lost.html", form=form, **context)


@public
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """The wait is over: the second step goes, and the sign-in goes on without it."""
    if (stage := begun(request)) is None:
        return redirect("account_login")
    form = ActionForm(request.POST)
    if not (user := form.perform(finish_loss, stage.login.user)):
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        return redirect("account_factor_lost")
    stage.login.user, stage.login.redirect_url = user, reverse("mfa_index")
    messages.success(request, _("The second step was removed. All devices were signed out."))
    return cast(HttpResponse, stage.exit())


@public
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of a message: it shows what is going on, and stops it when the button is pressed."""
    found = FactorLoss.objects.select_related("user").filter(secret_hash=tokens.hashed(secret))
    if (loss := found.first()) is None:
        return page(request, "accounts/link_unknown.html", status=404)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.perform(stop_loss, None, loss):
        return redirect("account_factor_loss_stop", secret)
    return page(request, "accounts/factor_loss_stop.html", form=form, loss=loss)
