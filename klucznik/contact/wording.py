"""Facts of events in words: the topics of tickets."""

from __future__ import annotations

from typing import Any

from klucznik.contact.models import Topic


def fact_in_words(name: str, value: Any) -> Any:
    """The label of a topic; anything else as it is."""
    return str(Topic(value).label) if name == "topic" and value in Topic.values else value
