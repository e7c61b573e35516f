"""The signed-in person's language is the page's language; their visit is noted; a confirmation is used up."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from klucznik.accounts.actions.profile import note_visit
from klucznik.accounts.freshness import use_up


class PersonMiddleware:
    """A person's own setting wins over cookie and browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
            note_visit(request.user)
            request.session.touch()  # type: ignore[attr-defined] # our own engine
        response = self.get_response(request)
        if response.status_code < 400:
            use_up(request)
        return response
