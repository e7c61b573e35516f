"""How facts of an event are told: codes of roles and fields become words by a function of the part that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Each fact in the reader's words (settings.EVENT_WORDS: `(name, value) -> words`)."""
    word = import_string(settings.EVENT_WORDS)
    return {name: word(name, value) for name, value in facts.items()}
