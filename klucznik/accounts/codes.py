"""One-time codes of the second step: each is accepted once, however it is typed, and only a few may be tried."""

from __future__ import annotations

import unicodedata

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from klucznik.accounts.models import User
from klucznik.limits.counting import consume, forgive


def normalized(typed: str) -> str:
    """Digits only as digits: without spaces and dashes, and in one form."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(char for char in plain if char.isalnum())


def count_try(user: User) -> None:
    """One limit for every page that asks for a code, counted before the code is looked at."""
    consume(factor__account=user.pk)


def accept_code(user: User, typed: str) -> Authenticator | None:
    """The application or the backup codes, whichever the code belongs to, after marking it as used; None when wrong."""
    count_try(user)
    code = normalized(typed)
    accepted = _accept_from_application(user, code) or _accept_backup_code(user, code)
    if accepted:
        forgive("factor.account", user.pk)
    return accepted


def step_of(secret: str, code: str) -> int | None:
    """The half-minute that a code of an authenticator application belongs to, when it is near now."""
    for step in totp.yield_hotp_counters_from_time():
        if constant_time_compare(totp.format_hotp_value(totp.hotp_value(secret, step)), code):
            return int(step)
    return None


@transaction.atomic
def _accept_from_application(user: User, code: str) -> Authenticator | None:
    """The last accepted half-minute is kept under a lock, so no code works twice and no older one afterwards."""
    found = Authenticator.objects.select_for_update().filter(user=user, type="totp").first()
    step = step_of(decrypt(found.data["secret"]), code) if found else None
    if found is None or step is None or step <= found.data.get("last_step", -1):
        return None
    found.data["last_step"] = step
    found.save(update_fields=["data"])
    return found


def _accept_backup_code(user: User, code: str) -> Authenticator | None:
    found = Authenticator.objects.filter(user=user, type="recovery_codes").first()
    if found is None or not code.isascii() or not found.wrap().validate_code(code):
        return None
    return found
