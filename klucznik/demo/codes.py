"""Codes of authenticator applications that nobody in the demonstration has a phone for."""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt


def codes_by_email() -> dict[str, str]:
    """The code that each account's application would show now."""
    applications = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    return {one.user.email: code_of(decrypt(one.data["secret"])) for one in applications}


def code_of(secret: str) -> str:
    """The code of a key now; empty when it is no key."""
    try:
        value = totp.hotp_value(
            secret.replace(" ", ""), int(time.time()) // app_settings.TOTP_PERIOD
        )
    except ValueError:
        return ""
    return str(totp.format_hotp_value(value))


def seconds_left() -> int:
    """How long the codes stay as they are."""
    period = int(app_settings.TOTP_PERIOD)
    return period - int(time.time()) % period
