"""The words of a notice as HTML: by the renderer of the help articles, safe by construction."""

from __future__ import annotations

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from klucznik.help.rendering import Known, Rendered, known_to, render
from klucznik.news.models import Notice


def body_of(notice: Notice, language: str, known: Known | None = None) -> Rendered:
    """The text in a language, in Polish where there is none. `known` spares queries where many are rendered."""
    body = notice.bodies.get(language) or notice.bodies.get("pl") or ""
    return render(body, language=language, known=known or known_to(None))


def html_of(notice: Notice, language: str) -> SafeString:
    """The text as a page shows it."""
    return mark_safe(body_of(notice, language).html)  # noqa: S308 - made by the renderer


def html_in_letter(notice: Notice, language: str, known: Known | None = None) -> SafeString:
    """The same for an e-mail or a feed, where a link has to name our host."""
    html = body_of(notice, language, known).html
    return mark_safe(html.replace('href="/', f'href="{settings.PUBLIC_URL}/'))  # noqa: S308 - made by the renderer
