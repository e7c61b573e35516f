"""What people may type as a name or a sentence: readable characters, no links in names, Unicode in one form."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
LINK = re.compile(
    r"(https?:|www\.|://|\b[\w-]+\.(?:com|net|org|pl|eu|io|info|biz|ru|cn|xyz|top|shop|site|online|link"
    r"|app|dev|ai|me|co|de|cz|sk|ua|uk|fr|page|click|zip|live|store|club|icu|cc|tk)\b)",
    re.I,
)


def clean_line(value: str) -> str:
    """One line in Unicode's composed form, with single spaces and nothing invisible."""
    kept = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", value))
    return " ".join(
        "".join(char for char in kept if unicodedata.category(char) not in INVISIBLE).split()
    )


def clean_lines(value: str) -> str:
    """Several lines, each cleaned; at most one empty line between them."""
    lines = [
        clean_line(line) for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def no_link(value: str) -> None:
    """Validator: a name that an e-mail will carry may not hold an address of a site."""
    if LINK.search(value):
        raise ValidationError(_("A name cannot contain a web address."), code="link")
