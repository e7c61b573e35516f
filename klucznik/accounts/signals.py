"""What only allauth can tell: its signals become events. The only signal receivers there are."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings, signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.dispatch import receiver

from klucznik.core import tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

TOTP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


@receiver(signals.authenticator_added)
def factor_added(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """The code that set the application up counts as a fresh second step, and cannot be used again."""
    if authenticator.type != TOTP:
        return
    authenticator.data["last_step"] = int(time.time()) // app_settings.TOTP_PERIOD
    with transaction.atomic():
        authenticator.save(update_fields=["data"])
        record(Kind.ACCOUNT_FACTOR_ADDED, actor=user, person=user)
    _keep_only_this_session(request, user)
    record_authentication(
        request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


@receiver(signals.authenticator_removed)
def factor_removed(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == TOTP:
        _record(Kind.ACCOUNT_FACTOR_REMOVED, user)
        _keep_only_this_session(request, user)


@receiver(signals.authenticator_reset)
def codes_made(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _record(Kind.ACCOUNT_CODES_MADE, user)


@receiver(signals.authenticator_used)
def code_used(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == CODES:
        current = Authenticator.objects.get(pk=authenticator.pk)
        _record(Kind.ACCOUNT_CODE_USED, user, left=len(current.wrap().get_unused_codes()))


def _keep_only_this_session(request: Any, user: Any) -> None:
    """Whoever came in under the earlier rules comes in again."""
    user.session_nonce = tokens.new_nonce()
    user.save(update_fields=["session_nonce"])
    update_session_auth_hash(request, user)


@transaction.atomic
def _record(kind: Kind, user: Any, **facts: Any) -> None:
    record(kind, actor=user, person=user, **facts)
