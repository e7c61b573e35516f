"""One-time codes of the second step: each is accepted once, however it is typed, and only a few may be tried."""

from __future__ import annotations

import time
import unicodedata

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.utils.crypto import constant_time_compare

from klucznik.accounts.models import User
from klucznik.limits.counting import consume


def normalized(typed: str) -> str:
    """Letters and digits only, in one form: without spaces and dashes."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(char for char in plain if char.isalnum()).lower()


def count_try(user: User) -> None:
    """One limit for every page that asks for a code or a key, counted before it is looked at."""
    consume(factor__account=user.pk)


def step_of(secret: str, code: str) -> int | None:
    """The half-minute that a code of an authenticator application belongs to, when it is near now."""
    for step in totp.yield_hotp_counters_from_time():
        if constant_time_compare(totp.format_hotp_value(totp.hotp_value(secret, step)), code):
            return int(step)
    return None


def step_now() -> int:
    return int(time.time()) // int(app_settings.TOTP_PERIOD)


def take_application_code(user: User, code: str) -> Authenticator | None:
    """The last accepted half-minute is kept under a lock, so no code works twice and no older one afterwards.

    Called in a transaction.
    """
    found = Authenticator.objects.select_for_update().filter(user=user, type="totp").first()
    step = step_of(decrypt(found.data["secret"]), code) if found else None
    if found is None or step is None or step <= found.data.get("last_step", -1):
        return None
    found.data["last_step"] = step
    found.save(update_fields=["data"])
    return found
