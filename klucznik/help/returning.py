"""Back to the search with its words and filters: which part of a query is carried along, and nothing else of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

# What the search understands, and how long each may be.
CARRIED: Final = {"q": 200, "program": 40, "category": 30, "page": 5}
LONGEST: Final = 1000


def carried(query: str) -> str:
    """The part of a query string (`q=licencja&program=gt`) that leads back to the search; empty when none does."""
    try:
        given = dict(parse_qsl(query[:LONGEST], max_num_fields=10))
    except ValueError:
        return ""
    kept = {
        name: value.replace("\0", "")[: CARRIED[name]]
        for name, value in given.items()
        if name in CARRIED and value.strip()
    }
    return urlencode(kept)


def with_way_back(address: str, query: str) -> str:
    """An article's address that remembers from which search somebody came."""
    kept = carried(query)
    return f"{address}?{urlencode({'from': kept})}" if kept else address


def way_back(query: str) -> str:
    """The search that an article was opened from, by what its address remembers; empty when it was not."""
    kept = carried(query)
    return f"{reverse('help:search')}?{kept}" if kept else ""
