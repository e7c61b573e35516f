"""The editor of a help article in one language: saving, looking, publishing now or later, dropping the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.help_texts import Act, TextForm, placed
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.help import row_of
from klucznik.backoffice.queries.help_history import clash
from klucznik.backoffice.views.help_articles import article_with, known_language
from klucznik.backoffice.views.help_typed import keep_typed, kept_typed
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page
from klucznik.core.templatetags.ui import datetime_long
from klucznik.help.actions.publishing import drop, unplan
from klucznik.help.actions.writing import plan_words, publish_words, save_words
from klucznik.help.drafts import draft_of, head
from klucznik.help.errors import ChangedMeanwhile, NoLongerADraft
from klucznik.help.models import Article, Revision


@staff(StaffPermission.HELP_WRITE, keep=keep_typed)
@require_http_methods(["GET", "POST"])
def help_text(request: StaffRequest, article: str, language: str) -> HttpResponse:
    """Reading it opens the editor, sending it keeps the draft."""
    found = article_with(article)
    form = _form(request, found, language)
    if request.method != "POST":
        return _editor(request, form, status=200)
    if draft := form.perform(save_words, request.user, found, language):
        _tell_saved(request, draft)
        return redirect("backoffice:help_text", found.key, language)
    return _editor(request, form)


@staff(StaffPermission.HELP_WRITE, keep=keep_typed)
@require_POST
def help_preview(request: StaffRequest, article: str, language: str) -> HttpResponse:
    """The page as readers would see it, beside what was typed; nothing is saved."""
    found = article_with(article)
    form = _form(request, found, language)
    return _editor(request, form, status=200)


@staff(StaffPermission.HELP_WRITE, keep=keep_typed)
@require_POST
def help_publish(request: StaffRequest, article: str, language: str) -> HttpResponse:
    found = article_with(article)
    form = _form(request, found, language, Act.PUBLISH)
    if form.perform(publish_words, request.user, found, language):
        messages.success(request, _told_of(found))
        return redirect("backoffice:help_article", found.key)
    return _editor(request, form)


@staff(StaffPermission.HELP_WRITE, keep=keep_typed)
@require_POST
def help_plan(request: StaffRequest, article: str, language: str) -> HttpResponse:
    found = article_with(article)
    form = _form(request, found, language, Act.PLAN)
    if planned := form.perform(plan_words, request.user, found, language):
        when = datetime_long(planned.publish_at)
        messages.success(request, _("Planned: readers will see it on %(when)s.") % {"when": when})
        return redirect("backoffice:help_article", found.key)
    return _editor(request, form)


@staff(StaffPermission.HELP_WRITE)
@require_POST
def help_unplan(request: StaffRequest, article: str, language: str) -> HttpResponse:
    return _with_draft(
        request, article, language, unplan, _("The plan is cancelled; the draft stays.")
    )


@staff(StaffPermission.HELP_WRITE)
@require_POST
def help_drop(request: StaffRequest, article: str, language: str) -> HttpResponse:
    return _with_draft(
        request, article, language, drop, _("The draft is dropped. Its words stay in the history.")
    )


def _form(request: StaffRequest, article: Article, language: str, act: Act = Act.SAVE) -> TextForm:
    """What was sent now, or what was kept while a new staff session had to begin."""
    now = head(article, known_language(language))
    typed = request.POST if request.method == "POST" else kept_typed(request, article, language)
    return TextForm(typed, article=article, language=language, head=now, act=act)


def _editor(request: StaffRequest, form: TextForm, *, status: int | None = None) -> HttpResponse:
    """The editor with everything that was typed; after a colleague's change, with theirs beside it."""
    shown = form.rendered()
    is_clash = form.has_error(NON_FIELD_ERRORS, ChangedMeanwhile.code)
    context: dict[str, Any] = {
        "row": row_of(form.article),
        "head": form.head,
        "clash": clash(form.head, form.words) if is_clash else None,
        "problems": [placed(problem) for problem in shown.problems],
        "preview": shown,
        "is_kept": request.method == "GET" and form.is_bound,
    }
    if is_clash:
        form.go_on_from_head()
    context |= {"article": form.article, "language": form.language, "tab": form.language}
    return page(request, "backoffice/help_text.html", form=form, status=status, **context)


def _told_of(article: Article) -> str:
    if article.withdrawn_at is not None:
        return _("Published. The article is withdrawn: readers see it once you bring it back.")
    return _("Published. Readers see the text now.")


def _tell_saved(request: StaffRequest, draft: Revision) -> None:
    if draft.published_at is not None:
        messages.info(request, _("Nothing has changed, so there is nothing to save."))
    elif draft.publish_at is not None:
        when = datetime_long(draft.publish_at)
        messages.success(request, _("Saved. It is still planned for %(when)s.") % {"when": when})
    else:
        messages.success(request, _("The draft is saved. Readers do not see it yet."))


def _with_draft(
    request: StaffRequest, article: str, language: str, act: Callable[..., object], told: str
) -> HttpResponse:
    """One button about the draft that stood on the page; nothing happens to another one."""
    found = article_with(article)
    draft = draft_of(found, known_language(language))
    form = ActForm(request.POST)
    if draft is None or request.POST.get("draft") != str(draft.number):
        messages.warning(request, NoLongerADraft.message)
    elif form.perform(act, request.user, draft) is not None:
        messages.success(request, told)
    tell_refusal(request, form)
    return redirect("backoffice:help_text", found.key, language)
