"""Browsers that an account was used in before: a signed cookie lets them in while a stranger is trying passwords."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from klucznik.accounts.locating import place_of
from klucznik.accounts.models import Device, User
from klucznik.core import provenance, tokens

COOKIE = "device"
COOKIE_AGE = 180 * 24 * 3600
MOST_ACCOUNTS = 6
MOST_DEVICES = 50
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


def device_of(cookies: Mapping[str, str], user: User) -> Device | None:
    """The browser, when this account was used in it before and is still trusted there; None otherwise."""
    browser, marks = _read(cookies.get(COOKIE, ""))
    if not constant_time_compare(marks.get(user.public_id, ""), _mark(browser, user)):
        return None
    known = user.devices.filter(forgotten_at=None)
    return known.filter(browser_hash=tokens.hashed(browser)).first()


def remember(response: Any, cookies: Mapping[str, str], user: User) -> Device:
    """Give the browser a cookie that knows this account, too, and keep a row that its owner can look at."""
    browser, marks = _read(cookies.get(COOKIE, ""))
    marks.pop(user.public_id, None)
    kept = list(marks.items())[-(MOST_ACCOUNTS - 1) :]
    marks = dict([*kept, (user.public_id, _mark(browser, user))])
    response.set_cookie(
        COOKIE,
        signing.dumps([browser, marks], salt=SALT),
        max_age=COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return _keep(user, browser)


def accounts_of(cookies: Mapping[str, str]) -> list[str]:
    """Public ids of the accounts that the cookie speaks of."""
    return list(_read(cookies.get(COOKIE, ""))[1])


def in_words(agent: str) -> str:
    """A browser's own description as people say it: "Firefox, Windows"."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("unknown device")


@dataclass(frozen=True)
class Known:
    """A remembered browser as its owner sees it."""

    device: Device
    words: str
    place: str
    is_this: bool


def known_devices(user: User, *, current: Device | None) -> list[Known]:
    """The browsers that know this account, the one in use first, then by their last use."""
    found = user.devices.filter(forgotten_at=None).order_by("-last_at", "-pk")[:MOST_DEVICES]
    known = [
        Known(one, in_words(one.agent), place_of(one.address), one == current) for one in found
    ]
    return sorted(known, key=lambda one: not one.is_this)


def forget_all(user: User) -> None:
    """After a new password every browser is a stranger again."""
    user.devices.filter(forgotten_at=None).update(forgotten_at=timezone.now())


def _keep(user: User, browser: str) -> Device:
    """The row of this browser, seen now; one that was forgotten begins anew. The oldest of too many are forgotten."""
    came, now = provenance.current(), timezone.now()
    seen = {"agent": came.agent, "address": came.address[:45], "last_at": now}
    anew = {"first_at": now, "forgotten_at": None}
    device, _made = Device.objects.get_or_create(
        user=user, browser_hash=tokens.hashed(browser), defaults=seen | anew
    )
    changed = seen | (anew if device.forgotten_at else {})
    Device.objects.filter(pk=device.pk).update(**changed)
    known = user.devices.filter(forgotten_at=None).order_by("-last_at", "-pk")
    too_many = list(known.values_list("pk", flat=True)[MOST_DEVICES : MOST_DEVICES + 10])
    if too_many:
        user.devices.filter(pk__in=too_many).update(forgotten_at=now)
    return device


def _read(cookie: str) -> tuple[str, dict[str, str]]:
    try:
        device, marks = signing.loads(cookie, salt=SALT, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return secrets.token_hex(8), {}
    return str(device), dict(marks)


def _mark(device: str, user: User) -> str:
    """Bound to the password: a new one forgets all browsers."""
    return salted_hmac(SALT, f"{device}:{user.pk}:{user.password}").hexdigest()[:32]
