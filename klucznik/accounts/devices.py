"""Browsers that an account was used in before: a signed cookie lets them in while a stranger is trying passwords."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from klucznik.accounts.models import User

COOKIE = "device"
COOKIE_AGE = 180 * 24 * 3600
MOST_ACCOUNTS = 6
SALT = "klucznik.device"

BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


def device_of(cookies: Mapping[str, str], user: User) -> str | None:
    """The browser's own id when this account was used in it before and is still trusted there; None otherwise."""
    device, marks = _read(cookies.get(COOKIE, ""))
    known = constant_time_compare(marks.get(user.public_id, ""), _mark(device, user))
    return device if known else None


def remember(response: Any, cookies: Mapping[str, str], user: User) -> None:
    """Give the browser a cookie that knows this account, too."""
    device, marks = _read(cookies.get(COOKIE, ""))
    marks.pop(user.public_id, None)
    kept = list(marks.items())[-(MOST_ACCOUNTS - 1) :]
    marks = dict([*kept, (user.public_id, _mark(device, user))])
    response.set_cookie(
        COOKIE,
        signing.dumps([device, marks], salt=SALT),
        max_age=COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def accounts_of(cookies: Mapping[str, str]) -> list[str]:
    """Public ids of the accounts that the cookie speaks of."""
    return list(_read(cookies.get(COOKIE, ""))[1])


def in_words(agent: str) -> str:
    """A browser's own description as people say it: "Firefox, Windows"."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("unknown device")


def _read(cookie: str) -> tuple[str, dict[str, str]]:
    try:
        device, marks = signing.loads(cookie, salt=SALT, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return secrets.token_hex(8), {}
    return str(device), dict(marks)


def _mark(device: str, user: User) -> str:
    """Bound to the password: a new one forgets all browsers."""
    return salted_hmac(SALT, f"{device}:{user.pk}:{user.password}").hexdigest()[:32]
