"""Rules for passwords beyond length and commonness."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from klucznik.accounts.leaks import plain
from klucznik.core.vendor import vendor

MOST_BYTES = 1024
CONTEXT_WORDS = ("klucznik", "konto", "password", "hasło", "licencja", "license")
SEPARATORS = re.compile(r"[@.,\s_()„”\"'/-]+")
SHORTEST_WORD = 4
FEWEST_OTHER = 6  # characters that have nothing to do with the person


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
    """Not one's own address, name or company, nor the vendor's or a product's name, with a few characters around."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = plain(password)
        rest = typed
        for word in sorted(_words_about(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < FEWEST_OTHER and rest != typed:
            raise ValidationError(
                _(
                    "This password is too easy to guess: it is made of your name, address or company, "
                    "or of the name of the portal."
                ),
                code="password_about_you",
            )

    def get_help_text(self) -> str:
        return ""


def _words_about(user: Any) -> set[str]:
    """Parts of names that a guesser would begin with, as they are spelled without case and accents."""
    known = vendor()
    texts = [*CONTEXT_WORDS, known.name, known.product_name]
    if user is not None:
        texts += [user.email, user.first_name, user.last_name]
        for path in settings.PASSWORD_WORDS:
            texts += import_string(path)(user)
    parts = {plain(part) for text in texts for part in SEPARATORS.split(text)}
    return {part for part in parts if len(part) >= SHORTEST_WORD}
