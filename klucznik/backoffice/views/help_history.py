"""Every revision of a text: the list, what differs between two, one as readers would see it, and the way back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.help_texts import placed
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.help import row_of
from klucznik.backoffice.queries.help_history import (
    SHOWN,
    differences,
    mark_states,
    revisions_of,
)
from klucznik.backoffice.views.help_articles import article_with, known_language
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.help.actions.publishing import undo
from klucznik.help.drafts import draft_of, words_of
from klucznik.help.models import Article, Revision
from klucznik.help.rendering import render


@staff(StaffPermission.HELP_WRITE)
@require_GET
def help_history(request: StaffRequest, article: str, language: str) -> HttpResponse:
    found = article_with(article)
    rows = keyset(
        revisions_of(found, known_language(language)), ("-number",), request.GET.get("after"), SHOWN
    )
    _with_states(found, language, rows.rows)
    return page(request, "backoffice/help_history.html", page=rows, **_shown(found, language))


@staff(StaffPermission.HELP_WRITE)
@require_GET
def help_compare(request: StaffRequest, article: str, language: str) -> HttpResponse:
    """What a writer changed from one revision to another; the older one stands first, whichever was chosen first."""
    found = article_with(article)
    asked = {request.GET.get(name, "") for name in ("from", "to")}
    pair = [one for one in (_numbered(found, language, number) for number in asked) if one]
    if len(pair) < 2:
        messages.info(request, _("Choose two different revisions."))
        return redirect("backoffice:help_history", found.key, language)
    pair.sort(key=lambda revision: revision.number)
    _with_states(found, language, pair)
    parts = differences(words_of(pair[0]), words_of(pair[1]))
    shown = _shown(found, language) | {"pair": pair, "older": pair[0], "newer": pair[1]}
    return page(request, "backoffice/help_compare.html", parts=parts, **shown)


@staff(StaffPermission.HELP_WRITE)
@require_GET
def help_revision(request: StaffRequest, article: str, language: str, number: str) -> HttpResponse:
    found = article_with(article)
    revision = _revision(found, language, number)
    _with_states(found, language, [revision])
    preview = render(revision.body, language=language, article=found)
    shown = _shown(found, language) | {"draft": draft_of(found, language), "preview": preview}
    problems = [placed(problem) for problem in preview.problems]
    return page(
        request, "backoffice/help_revision.html", revision=revision, problems=problems, **shown
    )


@staff(StaffPermission.HELP_WRITE)
@require_POST
def help_undo(request: StaffRequest, article: str, language: str, number: str) -> HttpResponse:
    """An older revision is published again, as a new one."""
    found = article_with(article)
    revision = _revision(found, language, number)
    form = ActForm(request.POST)
    if form.perform(undo, request.user, found, language, revision):
        messages.success(
            request, _("Readers see the words of revision %(number)s again.") % {"number": number}
        )
        return redirect("backoffice:help_history", found.key, language)
    tell_refusal(request, form)
    return redirect("backoffice:help_revision", found.key, language, number)


def _shown(article: Article, language: str) -> dict[str, Any]:
    """What every page of the history shows."""
    return {"article": article, "row": row_of(article), "language": language, "tab": "history"}


def _revision(article: Article, language: str, number: str) -> Revision:
    """The revision with this number, or 404."""
    revision = _numbered(article, language, number)
    if revision is None:
        raise Http404
    return revision


def _numbered(article: Article, language: str, number: str) -> Revision | None:
    rows = revisions_of(article, known_language(language))
    is_number = number.isdecimal() and number.isascii() and len(number) < 9
    return rows.filter(number=int(number)).first() if is_number else None


def _with_states(article: Article, language: str, rows: list[Revision]) -> None:
    text = article.texts.filter(language=language).first()
    mark_states(rows, text, withdrawn=article.withdrawn_at is not None)
