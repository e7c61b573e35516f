"""Which letter a file is: by the code on it, and by what is printed beside the code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from klucznik.declarations.documents import DeclarationContent, content_hash

_LETTER: Final = re.compile(r"(?P<url>https?://\S+)#sha256=(?P<hash>[0-9a-f]{64})")


class Tie(StrEnum):
    """What the file turned out to be."""

    EXACT = "exact"  # it begins with the very bytes that we gave out
    CODE = "code"  # the code of this letter was found
    OTHER_CASE = "other_case"
    OTHER_TEXT = "other_text"  # the code is ours, what is printed around it is not
    NONE = "none"

    @property
    def is_ours(self) -> bool:
        return self in (Tie.EXACT, Tie.CODE)

    @property
    def is_foreign(self) -> bool:
        return self in (Tie.OTHER_CASE, Tie.OTHER_TEXT)


def tie(content: DeclarationContent, codes: Iterable[str], text: str) -> Tie:
    """Compare a file's codes and printed text with the letter of a case."""
    ours = (content.url, content_hash(content))
    found = {(one["url"], one["hash"]) for one in map(_LETTER.fullmatch, codes) if one}
    if found - {ours}:
        return Tie.OTHER_CASE
    if not found:
        return Tie.NONE
    return Tie.OTHER_TEXT if is_reworded(content, text) else Tie.CODE


def is_reworded(content: DeclarationContent, text: str) -> bool:
    """Whether a letter that is still text, not a picture, says something else than ours about who and what."""
    printed = squeezed(text)
    if squeezed(content_hash(content)) not in printed:
        return False  # a scan, perhaps with words guessed from it: reviewers compare those
    facts = [content.number, content.company_name, content.company_tax_id, content.login]
    facts += [content.person_name, *(one.name for one in content.signatories)]
    return any(squeezed(fact) not in printed for fact in facts)


def squeezed(text: str) -> str:
    """Letters alone: no spaces, no invisible places where a line may break, one form of each letter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        sign for sign in plain if not sign.isspace() and unicodedata.category(sign)[0] != "C"
    )
