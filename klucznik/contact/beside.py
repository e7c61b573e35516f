"""Articles beside the contact form: what may answer at once what somebody is about to write."""

from __future__ import annotations

from typing import Final

from klucznik.core.text import clean_line
from klucznik.help.finding import Hit, find
from klucznik.help.queries import reader_language

MOST: Final = 3
LONGEST: Final = 160


def answers_to(subject: str) -> list[Hit]:
    """The first articles about a subject; none where nothing of it can be looked for."""
    said = clean_line(subject)[:LONGEST]
    found = find(said, language=reader_language(), limit=MOST) if said else None
    return found.hits if found and found.words else []
