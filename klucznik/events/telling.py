"""How facts of an event are told: codes of roles and fields become words by a function of the part that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Each fact in the reader's words (settings.EVENT_WORDS: `(name, value) -> words`, as it is when not theirs)."""
    told = dict(facts)
    for path in settings.EVENT_WORDS:
        word = import_string(path)
        told = {name: word(name, value) for name, value in told.items()}
    return told
