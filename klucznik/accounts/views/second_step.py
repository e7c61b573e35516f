"""The second steps of a person: which there are, adding one, naming it, taking it away, backup codes."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from functools import partial
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klucznik.accounts import passkeys
from klucznik.accounts.actions import factors as acts
from klucznik.accounts.backup_codes import SHOWN_FOR, codes_of, grouped
from klucznik.accounts.codes import count_try
from klucznik.accounts.depending import depending_on
from klucznik.accounts.doors import anyone_signed_in, fresh_factor, fresh_proof
from klucznik.accounts.factor_forms import ApplicationForm, KeyNameForm, NewKeyForm
from klucznik.accounts.factors import factors_of, has_factor
from klucznik.accounts.freshness import note_confirmation
from klucznik.accounts.lost_factors import stopping
from klucznik.accounts.purposes import Purpose
from klucznik.accounts.returning import path_or
from klucznik.accounts.views.keys import put, taken
from klucznik.core import vault
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page

SECRET, SHOWN = "factor_secret", "codes_shown"


@anyone_signed_in
def factor_needed(request: PortalRequest) -> HttpResponse:
    """Why this act needs a second step, and the way to one and back."""
    wanted = path_or(request.GET.get("next"), "")
    if has_factor(request.user):
        return redirect(wanted or "mfa_index")
    request.session["after_factor"] = wanted
    return page(request, "accounts/factor_needed.html", key_home=passkeys.home())


@anyone_signed_in
def index(request: PortalRequest) -> HttpResponse:
    """Everything that can be the second step here, with the advice to have two."""
    found = list(factors_of(request.user))
    return page(
        request,
        "mfa/index.html",
        application=next((one for one in found if one.type == "totp"), None),
        keys=[one for one in found if one.type == "webauthn"],
        is_alone=len(found) == 1,
        stopping=stopping(request.user),
        codes=codes_of(request.user),
        key_home=passkeys.home(),
    )


@anyone_signed_in
@fresh_proof
def activate(request: PortalRequest) -> HttpResponse:
    """A picture to scan, and the same key to type in groups of four."""
    if factors_of(request.user).filter(type="totp").exists():
        return redirect("mfa_index")
    form = ApplicationForm(request.POST or None)
    secret = request.session.get(SECRET, "") if form.is_bound else ""
    secret = request.session[SECRET] = secret or generate_totp_secret()
    counted = partial(count_try, request.user)
    if added := form.perform(acts.add_application, request.user, first=counted, secret=secret):
        messages.success(request, _("Codes from the application are your second step now."))
        return settled(request, added)
    return page(request, "mfa/totp/activate_form.html", form=form, **drawn(request, secret))


@anyone_signed_in
@fresh_factor(Purpose.ACCOUNT)
def deactivate(request: PortalRequest) -> HttpResponse:
    """Stop taking codes from the application."""
    return removing(request, get_object_or_404(factors_of(request.user), type="totp"))


@anyone_signed_in
@fresh_proof
def add_passkey(request: PortalRequest) -> HttpResponse:
    """A key that can replace the password, too."""
    return adding(request, passkeys.PASSKEY)


@anyone_signed_in
@fresh_proof
def add_security_key(request: PortalRequest) -> HttpResponse:
    """A key that is a second step after the password."""
    return adding(request, passkeys.SECURITY_KEY)


@anyone_signed_in
@fresh_factor(Purpose.ACCOUNT)
def remove_key(request: PortalRequest, factor: str) -> HttpResponse:
    return removing(request, own_key(request, factor))


@anyone_signed_in
def rename_key(request: PortalRequest, factor: str) -> HttpResponse:
    """Call a key something else."""
    key = own_key(request, factor)
    form = KeyNameForm(request.POST or None, initial={"name": key.data["name"]})
    if form.perform(acts.rename_key, request.user, key):
        return redirect("mfa_index")
    return page(request, "mfa/webauthn/edit_form.html", form=form)


@anyone_signed_in
@require_safe
def show_codes(request: PortalRequest) -> HttpResponse:
    """The backup codes, for ten minutes after they were made; from here the way leads on."""
    codes = [grouped(code) for code in just_made(request)]
    after = request.session.pop("after_factor", "") if codes else ""
    known = codes_of(request.user)
    return page(
        request, "mfa/recovery_codes/index.html", unused_codes=codes, codes=known, after=after
    )


@anyone_signed_in
@require_safe
def download_codes(request: PortalRequest) -> HttpResponse:
    """The same as a file."""
    codes = [grouped(code) for code in just_made(request)]
    if not codes:
        return redirect("mfa_view_recovery_codes")
    response = page(request, "mfa/recovery_codes/download.txt", unused_codes=codes)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="backup-codes.txt"'
    return response


@anyone_signed_in
@fresh_factor(Purpose.ACCOUNT)
def make_codes(request: PortalRequest) -> HttpResponse:
    """Ten new codes in place of the earlier ones."""
    form = ActionForm(request.POST if request.method == "POST" else None)
    if codes := form.perform(acts.make_codes, request.user):
        keep_for_a_moment(request, codes)
        return redirect("mfa_view_recovery_codes")
    return page(request, "mfa/recovery_codes/generate.html", form=form)


def adding(request: PortalRequest, kind: str) -> HttpResponse:
    """The question to the browser, its answer, and the name."""
    if passkeys.home() is None:
        return redirect("mfa_index")
    form, kept = NewKeyForm(request.POST or None), taken(request)
    asked = {"kind": kind, "kept": kept}
    counted = partial(count_try, request.user)
    if added := form.perform(acts.add_key, request.user, first=counted, **asked):
        messages.success(request, _("The key was added. Try it at your next sign-in."))
        return settled(request, added)
    key = put(request, passkeys.ask_to_add(request.user, kind))
    return page(request, "mfa/webauthn/add_form.html", form=form, key=key, kind=kind)


def removing(request: PortalRequest, factor: Authenticator) -> HttpResponse:
    """A page that says what will be left, and the removal."""
    form = ActionForm(request.POST if request.method == "POST" else None)
    if user := form.perform(acts.remove_factor, request.user, factor):
        update_session_auth_hash(request, user)
        messages.success(request, _("It was removed. All other devices were signed out."))
        return redirect("mfa_index")
    is_last = factors_of(request.user).count() == 1
    depending = depending_on(request.user) if is_last else []
    context = {"factor": factor, "is_last": is_last, "depending": depending}
    return page(request, "mfa/webauthn/authenticator_confirm_delete.html", form=form, **context)


def settled(request: PortalRequest, added: acts.Added) -> HttpResponse:
    """All other sessions are over; what was set up counts as confirmed, and the codes are shown."""
    update_session_auth_hash(request, added.factor.user)
    request.session.pop(SECRET, None)
    note_confirmation(request, added.factor, Purpose.ACCOUNT)
    if added.codes:
        keep_for_a_moment(request, added.codes)
        return redirect("mfa_view_recovery_codes")
    return redirect("mfa_index")


def own_key(request: PortalRequest, factor: str) -> Authenticator:
    keys = factors_of(request.user).filter(type="webauthn")
    return get_object_or_404(keys, data__public_id=factor)


def drawn(request: PortalRequest, secret: str) -> dict[str, Any]:
    """The key of an application as a picture and as groups of four."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    picture = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"picture": picture, "secret": secret, "grouped_key": groups}


def keep_for_a_moment(request: PortalRequest, codes: list[str]) -> None:
    """Only hashes are stored for good; the session holds the codes sealed until they have been read."""
    sealed = vault.seal_text(json.dumps(codes), context=f"codes of {request.user.pk}")
    request.session[SHOWN] = {"codes": sealed, "at": time.time(), "user": request.user.pk}


def just_made(request: PortalRequest) -> list[str]:
    shown = request.session.get(SHOWN)
    is_late = shown and time.time() - shown["at"] > SHOWN_FOR.total_seconds()
    if not shown or is_late or shown["user"] != request.user.pk:
        request.session.pop(SHOWN, None)
        return []
    return list(
        json.loads(vault.unseal_text(shown["codes"], context=f"codes of {request.user.pk}"))
    )
