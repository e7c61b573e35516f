"""Whose voice about an article is whose: a person's, or that of a browser that a signed cookie tells apart."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from django.core import signing

from klucznik.accounts.models import User
from klucznik.core import vault
from klucznik.help.models import Article, Voice

COOKIE: Final = "reader"
COOKIE_AGE: Final = 400 * 24 * 3600
SALT: Final = "klucznik.help.reader"


def browser_of(cookies: Mapping[str, str]) -> str:
    """What the cookie says of a browser; empty for one that has given no voice yet."""
    try:
        told = signing.loads(cookies.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return told if isinstance(told, str) else ""


def new_browser() -> str:
    return secrets.token_hex(16)


def cookie_of(browser: str) -> str:
    return signing.dumps(browser, salt=SALT)


def visitor_of(browser: str) -> str:
    """What the row holds of a browser: a keyed hash, of which nobody learns the cookie."""
    return vault.fingerprint(browser, "help voice") if browser else ""


def browser_at(article: Article, visitor: str) -> str:
    """What a person's row holds of their browser: nobody learns from it which articles one browser has read."""
    return vault.fingerprint(f"{visitor} {article.pk}", "help voice of a person") if visitor else ""


def voice_of(article: Article, *, person: User | None, visitor: str) -> Voice | None:
    """The person's own voice first, else the one given in this browser before they signed in."""
    voices = Voice.objects.filter(article=article)
    own = voices.filter(person=person).first() if person else None
    return own or (voices.filter(visitor=visitor).first() if visitor else None)
