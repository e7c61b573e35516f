"""What counts as an e-mail address here: people compare it by eye on declarations, so it must not deceive."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from klucznik.core.text import INVISIBLE


def clean_mailbox(typed: str) -> str:
    """The address in lower case, its domain in the ASCII form; refused with a sentence when it could be misread."""
    address = typed.strip()
    if any(unicodedata.category(char) in INVISIBLE for char in address):
        raise ValidationError(
            _(
                "There is an invisible character in this address. Delete the address and type it by hand."
            ),
            code="invisible",
        )
    local, _at, domain = address.rpartition("@")
    if not local.isascii() or '"' in local:
        raise ValidationError(
            _(
                "Before the @ sign, use only letters without accents, digits, dots, dashes and underscores."
            ),
            code="confusable",
        )
    address = f"{local}@{_ascii(domain)}".lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("Type a full e-mail address, for example anna@company.com."), code="invalid"
        ) from None
    return address


def _ascii(domain: str) -> str:
    """An international domain as everybody can read it (xn--...); nonsense stays for the validator to refuse.

    A computer's number in brackets is nonsense too: it could be one inside our own network.
    """
    if domain.startswith("["):
        return "?"
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return "?"
