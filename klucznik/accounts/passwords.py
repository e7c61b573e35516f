"""Rules for passwords beyond length and commonness."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 1024
CONTEXT_WORDS = ("klucznik", "konto", "insert", "password", "haslo", "hasło")


class LongestPassword:
    """Hashing must not become a way to keep the server busy."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password.encode()) > MOST_BYTES:
            raise ValidationError(
                _("A password can have at most %(most)s bytes.") % {"most": MOST_BYTES},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return ""


class NotAboutYou:
    """A password may not consist of one's own address or name, nor of the product's, with a few characters around."""

    def validate(self, password: str, user: Any = None) -> None:
        words = {*CONTEXT_WORDS}
        if user is not None:
            words |= {
                part.lower()
                for value in (user.email, user.first_name, user.last_name)
                for part in re.split(r"[@.\s_-]+", value)
                if len(part) >= 4
            }
        rest = password.lower()
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < 6 and rest != password.lower():
            raise ValidationError(
                _(
                    "This password is too easy to guess: it is made of your name, address or the name of the portal."
                ),
                code="password_about_you",
            )

    def get_help_text(self) -> str:
        return ""
