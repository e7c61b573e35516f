"""What somebody had typed when their staff session was over: kept in their browser's session until they are back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from klucznik.backoffice.doors import StaffRequest
from klucznik.help.models import Article

KEY = "help_typed"
KEPT = ("title", "summary", "keywords", "body", "note", "day", "hour", "base")


def keep_typed(request: StaffRequest, article: str, language: str) -> HttpResponse:
    """Instead of the act: keep the words and ask for a new session; a preview only says that it is over."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "backoffice/parts/help_session_over.html")
    typed = {name: request.POST.get(name, "") for name in KEPT}
    request.session[KEY] = {"article": article, "language": language, "typed": typed}
    back = reverse("backoffice:help_text", args=[article, language])
    return redirect(f"{reverse('backoffice:start')}?{urlencode({'next': back})}")


def kept_typed(request: StaffRequest, article: Article, language: str) -> dict[str, str] | None:
    """The words of this text, once; None when none were kept."""
    kept = request.session.get(KEY) or {}
    if (kept.get("article"), kept.get("language")) != (article.key, language):
        return None
    del request.session[KEY]
    typed: dict[str, str] = kept["typed"]
    return typed
