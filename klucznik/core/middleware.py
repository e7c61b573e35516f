"""What happens around every request: its provenance, no caching of what is private, no unreadable address, one stop."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from klucznik.core.problems import unreadable_query
from klucznik.core.provenance import Provenance, client_address, coming_from
from klucznik.core.typesetting import one_stop_after_names

GetResponse = Callable[[HttpRequest], HttpResponse]
NOT_PRINTABLE = re.compile(r"[^\x20-\x7e]")


class ProvenanceMiddleware:
    """Remember address and program for the events of this request; answer with the request's id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = NOT_PRINTABLE.sub("", request.META.get("HTTP_USER_AGENT", ""))[:300]
        provenance = Provenance(client_address(request), agent, secrets.token_hex(8))
        with coming_from(provenance):
            response = self.get_response(request)
        response.headers["X-Request-Id"] = provenance.request_id
        return response


class PrivatePagesMiddleware:
    """Pages are for the person who asked: no cache keeps them, no search engine lists them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class OneStopMiddleware:
    """Names that end with a full stop end sentences everywhere: this is the one place that looks after all pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = one_stop_after_names(response.content)
        return response


class NoBlankPageMiddleware:
    """Whoever reloads or types the address of a button gets a page that leads on, not an empty window."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response


class ReadableAddressMiddleware:
    """A NUL has no place in an address: no thing is named so, and PostgreSQL cannot even look for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            if request.path_info.startswith("/api/"):
                return unreadable_query()
            raise BadRequest("NUL in the query")
        return self.get_response(request)
