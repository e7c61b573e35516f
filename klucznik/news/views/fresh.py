"""Pages and feeds that many ask for again and again: told apart by a mark, so that what is unchanged is not sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

ROOT: Final = Path(__file__).resolve().parents[2]
# What a page is made of beside its facts: after an upgrade nobody keeps the old one.
MADE_OF: Final = ("news/templates", "core/templates/layouts", "core/templates/components")
# Pages differ by reader; feeds are the same for everybody.
OF_READER = "private, no-cache"
OF_ALL = "public, max-age=60"


def fresh(
    request: HttpRequest,
    mark: str,
    make: Callable[[], HttpResponse],
    *,
    changed_at: datetime | None = None,
    keep: str = OF_READER,
) -> HttpResponse:
    """What `make` gives, or 304 to whoever has it already."""
    reader = (
        f"{request.user.pk}|{request.headers.get('HX-Target', '')}" if keep == OF_READER else ""
    )
    told = "|".join([_release(), get_language() or "", reader, mark])
    etag = quote_etag(hashlib.sha256(told.encode()).hexdigest()[:32])
    answer = get_conditional_response(request, etag=etag) or make()
    if answer.status_code in (200, 304):
        answer.headers["ETag"] = etag
        answer.headers["Cache-Control"] = keep
        if changed_at:
            answer.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return answer


@cache
def _release() -> str:
    """When the newest template was put here."""
    paths = (path for folder in MADE_OF for path in (ROOT / folder).rglob("*.html"))
    return str(max((path.stat().st_mtime_ns for path in paths), default=0))
