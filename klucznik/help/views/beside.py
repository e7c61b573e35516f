"""Help beside a page: its articles, one of them, or what was searched for; a page of its own, or inside the panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from klucznik.core.doors import public
from klucznik.core.helping import here_url
from klucznik.core.http import page
from klucznik.core.provenance import client_address, network_of
from klucznik.help.beside import read_here, sought_here
from klucznik.help.buckets import asks_too_fast
from klucznik.help.fitting import fitting
from klucznik.help.queries import reader_language

LONGEST_NAME = 80
LONGEST_QUERY = 80


@public
def here(request: HttpRequest) -> HttpResponse:
    """What fits the page that `page` names; with `q` what was found, with `article` one article to read."""
    name, words, key = (request.GET.get(one, "").strip() for one in ("page", "q", "article"))
    language = reader_language()
    context: dict[str, Any] = {"here": name[:LONGEST_NAME], "query": words[:LONGEST_QUERY]}
    context["back_url"] = here_url(context["here"])
    if key:
        context |= {"text": read_here(key, language), "key": key[:LONGEST_NAME]}
    elif words and asks_too_fast(network_of(client_address(request))):
        context["is_busy"] = True
    elif words:
        context["found"] = sought_here(context["query"], language)
    if not context.get("text"):
        context["articles"] = fitting(context["here"], language=language)
    return page(request, "help/here.html", **context)
