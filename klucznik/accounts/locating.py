"""Where an address of the network lies, in words: only when the operator supplies a file that knows."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import Any

import maxminddb
import structlog
from django.conf import settings
from django.utils.translation import get_language

log = structlog.get_logger(__name__)


def place_of(address: str) -> str:
    """A city and a country, when the file knows them; nothing without a file and for private networks."""
    record = _record(address)
    parts = (_name(record.get("city")), _name(record.get("country")))
    return ", ".join(part for part in parts if part)


def country_of(address: str) -> str:
    """The two letters of a country, for comparing; empty when it is not known."""
    country = _record(address).get("country")
    return str(country.get("iso_code", ""))[:2] if isinstance(country, dict) else ""


def _record(address: str) -> dict[str, Any]:
    if not settings.GEO_DATABASE or not address:
        return {}
    try:
        if not ip_address(address).is_global:
            return {}
        found = _reader(settings.GEO_DATABASE).get(address)
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as problem:
        log.warning("geo_file_unusable", problem=str(problem))
        return {}
    return found if isinstance(found, dict) else {}


def _name(place: Any) -> str:
    """The name in the reader's language, or in English."""
    names = place.get("names", {}) if isinstance(place, dict) else {}
    return str(names.get(get_language() or "en") or names.get("en") or "")[:80]


@lru_cache(maxsize=2)
def _reader(path: str) -> maxminddb.Reader:
    return maxminddb.open_database(path)
