"""Wrong settings stop the server with a sentence, before the first request."""

from __future__ import annotations

import os
import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from klucznik.core.documents import problems
from klucznik.core.vendor import vendor_folder

# What stands before the @ of a return address: the rest of the 64 allowed characters is ours.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9.-]{1,24}")


@register()
def production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What a real site must not run with."""
    found: list[CheckMessage] = []
    if settings.DEMO and settings.HTTPS:
        found.append(
            Error(
                "KLUCZNIK_DEMO is on while the public address is https: the demonstration is open to anybody.",
                id="klucznik.E001",
            )
        )
    if settings.HTTPS and settings.MAIL_URL in ("console:", ""):
        found.append(
            Error("KLUCZNIK_MAIL_URL is not set: nobody would get an e-mail.", id="klucznik.E002")
        )
    if len(settings.SECRET_KEY) < 40:
        found.append(
            Error("KLUCZNIK_SECRET_KEY must have at least 40 characters.", id="klucznik.E003")
        )
    if settings.REVIEWERS == 1:
        found.append(
            Warning(
                "KLUCZNIK_REVIEWERS is 1: a single reviewer decides about declarations.",
                id="klucznik.W001",
            )
        )
    found += _wrong_address("BOUNCE_ADDRESS", "bounces@example.com")
    found += _wrong_address("REPLY_ADDRESS", "help@example.com")
    for name in ("GEO_DATABASE", "PASSWORD_LIST"):
        if getattr(settings, name) and not os.access(getattr(settings, name), os.R_OK):
            found.append(
                Error(f"KLUCZNIK_{name} names a file that cannot be read.", id="klucznik.E005")
            )
    found += [
        Error(f"The vendor's texts: {problem}", id="klucznik.E004")
        for problem in problems(vendor_folder())
    ]
    return found


def _wrong_address(setting: str, example: str) -> list[CheckMessage]:
    """Of each message or ticket a longer one is made, which must stay within 64 characters before the @."""
    address = getattr(settings, setting)
    name, _at, domain = address.partition("@")
    if not address or (_PLAIN_NAME.fullmatch(name) and "." in domain):
        return []
    return [
        Error(
            f"KLUCZNIK_{setting} must be one address with at most 24 letters, digits, dots or hyphens before "
            f"the @, for example {example}.",
            id="klucznik.E006",
        )
    ]
