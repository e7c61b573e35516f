"""Whether an article helped: two buttons below it, and why not; in place, or as a page of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.core.provenance import client_address, network_of
from klucznik.help.actions.voices import give_voice
from klucznik.help.forms import ReasonForm, VoiceForm
from klucznik.help.models import Article, Voice
from klucznik.help.queries import reader_language
from klucznik.help.voices import (
    COOKIE,
    COOKIE_AGE,
    browser_of,
    cookie_of,
    new_browser,
    visitor_of,
    voice_of,
)
from klucznik.limits.counting import consume


@public
def voice(request: HttpRequest, key: str) -> HttpResponse:
    """GET shows the question, or what was said already; POST takes the answer, or the reason after a no."""
    article = get_object_or_404(Article.objects.published(), key=key)
    browser = browser_of(request.COOKIES)
    if request.method != "POST":
        return page(request, "help/voice_page.html", **voice_context(request, article))
    browser = browser or new_browser()
    form = ReasonForm(request.POST) if "why" in request.POST else VoiceForm(request.POST)
    given = _give(request, article, form, visitor_of(browser))
    if given is None:
        return page(request, "help/voice_page.html", **_refused(request, article, form))
    return _remember(_answer(request, article, given), browser)


def voice_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What `help/voice.html` needs below an article: what this reader said, and the form that comes next."""
    visitor = visitor_of(browser_of(request.COOKIES))
    given = voice_of(article, person=_person(request), visitor=visitor)
    return _state(article, None if "change" in request.GET else given)


def _state(article: Article, given: Voice | None) -> dict[str, Any]:
    is_unexplained = given is not None and not given.helpful and not given.reason
    return {"article": article, "voice": given, "reasons": ReasonForm() if is_unexplained else None}


def _refused(request: HttpRequest, article: Article, form: ActionForm) -> dict[str, Any]:
    """The form that was sent, with its errors."""
    reasons = form if isinstance(form, ReasonForm) else None
    return voice_context(request, article) | {"form": form, "reasons": reasons}


def _give(request: HttpRequest, article: Article, form: ActionForm, visitor: str) -> Voice | None:
    person = _person(request)
    counted = partial(_count, request, article, person)
    said: dict[str, Any] = {"visitor": visitor, "language": reader_language()}
    if isinstance(form, ReasonForm):
        said["helpful"] = False
    return form.perform(give_voice, person, article, first=counted, **said)


def _count(request: HttpRequest, article: Article, person: User | None) -> None:
    """Against the address of somebody who is not signed in: a browser without its cookie is a new one."""
    if person is None:
        address = network_of(client_address(request))
        consume(help__voice__address=address, help__voice__article=f"{address} {article.pk}")


def _answer(request: HttpRequest, article: Article, given: Voice) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return page(request, "help/voice_page.html", **_state(article, given))
    return redirect(reverse("help:article", args=[article.key]) + "#voice")


def _remember(response: HttpResponse, browser: str) -> HttpResponse:
    """The browser keeps what tells it apart; it is asked for nothing else."""
    response.set_cookie(
        COOKIE,
        cookie_of(browser),
        max_age=COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _person(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
