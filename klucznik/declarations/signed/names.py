"""Whether two names are one person's: without capitals and accents, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from klucznik.declarations.signed import Signature

# How a certificate names an organization: a tax ID or a number in the country's register of companies (ETSI).
_NUMBERED = re.compile(r"(?P<of>VAT|NTR)(?P<country>[A-Z]{2})-(?P<number>.+)")
_LETTERS = str.maketrans("łøđßæœ", "lodsao")


def words_of(name: str) -> frozenset[str]:
    """The words of a name, as plain letters."""
    split = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in split if not unicodedata.combining(sign)).translate(_LETTERS)
    return frozenset(re.findall(r"[^\W\d_]+", bare))


def same_person(one: str, other: str) -> bool:
    """All words of the shorter name stand in the longer; a first name alone is nobody's."""
    first, second = words_of(one), words_of(other)
    return len(first & second) >= 2 and (first <= second or second <= first)


def matching(signature: Signature, signatories: Iterable[str]) -> str:
    """The one signatory of the letter who made this signature; empty when none fits, or more than one."""
    candidates = [signature.name]
    if signature.level == "trusted_profile":
        candidates = list(signature.said)
    everybody = list(signatories)
    exact = [
        one for one in everybody for name in candidates if words_of(one) == words_of(name) != set()
    ]
    loose = [one for one in everybody if any(_says(name, one, signature) for name in candidates)]
    found = set(exact) or set(loose)
    return found.pop() if len(found) == 1 else ""


def _says(text: str, signatory: str, signature: Signature) -> bool:
    if signature.level != "trusted_profile":
        return same_person(text, signatory)
    return len(words_of(signatory)) >= 2 and words_of(signatory) <= words_of(text)


def sealed_by(signature: Signature, *, country: str, tax_number: str, krs: str = "") -> bool:
    """Whether a seal is this company's: by the number in its certificate, never by a name.

    Another company of the same name in another town is easily founded, and buys a qualified seal like anybody.
    """
    found = _NUMBERED.match(signature.organization_id.upper())
    if found is None or found["country"].replace("EL", "GR") != country.replace("EL", "GR"):
        return False
    ours = {"VAT": tax_number, "NTR": krs}[found["of"]]
    return bool(_bare(ours)) and _bare(found["number"]).removeprefix(country) == _bare(ours)


def _bare(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())
