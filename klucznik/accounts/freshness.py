"""How fresh a second step is in this browser, and for what: bound to the session, the person and the purpose."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose

KEPT = "confirmed_for"


def note_sign_in_step(request: HttpRequest, factor: Authenticator, *, alone: bool = False) -> None:
    """The second step of a sign-in, or a passkey that was both steps: fresh for everyday acts only."""
    record_authentication(
        request, factor.user, "mfa", id=factor.pk, type=factor.type, passwordless=alone or None
    )


def note_confirmation(request: HttpRequest, factor: Authenticator, *purposes: Purpose) -> None:
    """The person confirmed once more, for this purpose (the demonstration: for all of them at once)."""
    record_authentication(
        request, factor.user, "mfa", id=factor.pk, type=factor.type, reauthenticated=True
    )
    kept = _kept(request, factor.user) | {"user": factor.user.pk}
    request.session[KEPT] = kept | {purpose.value: time.time() for purpose in purposes}


def is_factor_fresh(request: HttpRequest, purpose: Purpose = Purpose.EVERYDAY) -> bool:
    """Whether this person confirmed for this purpose, in this session, within the last FACTOR_MINUTES.

    Everyday acts take any second step of these minutes, that of the sign-in too.
    """
    if purpose != Purpose.EVERYDAY:
        return _is_recent(_kept(request, request.user).get(purpose.value, 0))
    records = get_authentication_records(request, request.user)
    used = [record["at"] for record in records if record.get("method") == "mfa"]
    return _is_recent(max(used, default=0))


def is_password_fresh(request: HttpRequest) -> bool:
    """Whether the password was typed once more within these minutes: what guards the first second step."""
    records = get_authentication_records(request, request.user)
    typed = [
        record["at"]
        for record in records
        if record.get("method") == "password" and record.get("reauthenticated")
    ]
    return _is_recent(max(typed, default=0))


def leans_on(request: HttpRequest, purpose: Purpose) -> None:
    """This form acts on a confirmation; when it succeeds, one for a single act is used up (PersonMiddleware)."""
    if request.method == "POST" and purpose.is_for_one_act:
        request.confirmed_act = purpose  # type: ignore[attr-defined]


def use_up(request: HttpRequest) -> None:
    """What was confirmed for one act does not serve a second one."""
    purpose: Purpose | None = getattr(request, "confirmed_act", None)
    kept = request.session.get(KEPT, {})
    if purpose and kept.pop(purpose.value, None):
        request.session[KEPT] = kept


def _kept(request: HttpRequest, user: User | Any) -> dict[str, Any]:
    """What this person confirmed here; somebody else's confirmations are nobody's."""
    kept = request.session.get(KEPT)
    return dict(kept) if isinstance(kept, dict) and kept.get("user") == user.pk else {}


def _is_recent(moment: float) -> bool:
    age = time.time() - moment
    return bool(age < timedelta(minutes=settings.FACTOR_MINUTES).total_seconds())
