"""Searching in help: results while one types, narrowed by program and category, and never without a next step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.provenance import client_address, network_of
from klucznik.help.actions.counting import count_search
from klucznik.help.buckets import asks_too_fast
from klucznik.help.finding import Found, find
from klucznik.help.queries import reader_language, subjects
from klucznik.help.returning import with_way_back
from klucznik.help.searches import Search


@public
def search(request: HttpRequest) -> HttpResponse:
    """Results, or everything by category where nothing is asked."""
    asked, address = Search.of(request.GET), network_of(client_address(request))
    if asks_too_fast(address):
        return page(request, "help/search.html", status=429, asked=asked, is_busy=True)
    asked, found = _found(asked)
    if _is_settled(request) and found.words and not asked.is_narrowed and asked.page == 1:
        count_search(
            None, asked.q, language=reader_language(), results=found.total, address=address
        )
    if "settled" in request.GET:
        return HttpResponse(status=204)
    return page(request, "help/search.html", **_shown(asked, found))


def _shown(asked: Search, found: Found) -> dict[str, Any]:
    """Each hit with an address that knows the way back; the categories only where nothing was found."""
    return {
        "asked": asked,
        "found": found,
        "hits": [(hit, with_way_back(hit.url, asked.parameters)) for hit in found.hits],
        "last": asked.last(found.total),
        "subjects": [] if found.total else subjects(reader_language()),
    }


def _is_settled(request: HttpRequest) -> bool:
    """A page of its own, or results that stood for a second; not what passes while somebody types."""
    return request.headers.get("HX-Request") != "true" or "settled" in request.GET


def _found(asked: Search) -> tuple[Search, Found]:
    """Of the page that was asked for, or of the last one there is."""
    found = _page_of(asked)
    if found.hits or not found.total:
        return asked, found
    asked = asked.within(found.total)
    return asked, _page_of(asked)


def _page_of(asked: Search) -> Found:
    return find(
        asked.q,
        language=reader_language(),
        product=asked.program,
        category=asked.category,
        limit=asked.size,
        offset=asked.offset,
    )
