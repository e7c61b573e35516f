"""The Polish alphabet in a database that does not know it: a key by which names sort as in a telephone book."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Concat, Lower, Replace

# A letter with a mark comes right after the same letter without it; digits sort before letters in every collation.
MARKED = {
    "ą": "azz",
    "ć": "czz",
    "ę": "ezz",
    "ł": "lzz",
    "ń": "nzz",
    "ó": "ozz",
    "ś": "szz",
    "ź": "zzz",
    "ż": "zzzz",
}
GAP = Value("0")


def sort_key(*fields: str) -> Lower:
    """An expression over columns of one row that both databases can keep beside it."""
    parts = [part for field in fields for part in (field, GAP)][:-1]
    letters = [
        (letter, key)
        for mark, key in MARKED.items()
        for letter, key in ((mark, key), (mark.upper(), key))
    ]
    text: Any = Concat(*parts, output_field=CharField()) if len(parts) > 1 else fields[0]
    return Lower(
        reduce(lambda found, pair: Replace(found, Value(pair[0]), Value(pair[1])), letters, text)
    )
