"""Help articles for those who write them: the list, a new one, what one is about, taking it away from readers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klucznik.backoffice.actions.help import begin_article
from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.help_articles import (
    AboutForm,
    ArticleFilterForm,
    NewArticleForm,
    about,
)
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.help import events_about, find_articles, row_of, rows_of
from klucznik.backoffice.queries.help_links import linking_to
from klucznik.backoffice.queries.help_voices import latest_noes, why_not
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page
from klucznik.help.actions.about import describe_article, next_number
from klucznik.help.actions.publishing import bring_back, withdraw
from klucznik.help.models import LANGUAGES, Article


def article_with(key: str) -> Article:
    """The article in the address, or 404."""
    return get_object_or_404(Article.objects.select_related("category", "withdrawn_by"), key=key)


def known_language(language: str) -> str:
    """The language in the address, or 404."""
    if language not in LANGUAGES:
        raise Http404
    return language


@staff(StaffPermission.HELP_WRITE)
@require_GET
def articles(request: StaffRequest) -> HttpResponse:
    form = ArticleFilterForm(request.GET)
    rows = rows_of(find_articles(**form.wanted), request.GET.get("after"))
    is_narrowed = any(form.wanted.values())
    return page(request, "backoffice/help.html", search=form, page=rows, is_narrowed=is_narrowed)


@staff(StaffPermission.HELP_WRITE)
@require_http_methods(["GET", "POST"])
def help_new(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("about", "")[:100]
    first = {"number": next_number(), "title": asked, "keywords": asked}
    form = NewArticleForm(request.POST or None, initial=first)
    if draft := form.perform(begin_article, request.user):
        messages.success(request, _("The article is begun. Readers do not see it yet."))
        return redirect("backoffice:help_text", draft.article.key, draft.language)
    return page(request, "backoffice/help_new.html", form=form)


@staff(StaffPermission.HELP_WRITE)
@require_GET
def help_article(request: StaffRequest, article: str) -> HttpResponse:
    found = article_with(article)
    return page(
        request,
        "backoffice/help_article.html",
        article=found,
        row=row_of(found),
        events=events_about(found),
        reasons=why_not(found),
        noes=latest_noes([found]).get(found.pk, []),
        tab="article",
    )


@staff(StaffPermission.HELP_WRITE)
@require_http_methods(["GET", "POST"])
def help_about(request: StaffRequest, article: str) -> HttpResponse:
    found = article_with(article)
    form = AboutForm(request.POST or None, initial=about(found))
    if changed := form.perform(describe_article, request.user, found):
        messages.success(request, _("What the article is about is changed; readers see it now."))
        return redirect("backoffice:help_article", changed.key)
    return page(
        request,
        "backoffice/help_about.html",
        article=found,
        row=row_of(found),
        form=form,
        tab="about",
    )


@staff(StaffPermission.HELP_WRITE)
@require_http_methods(["GET", "POST"])
def help_withdraw(request: StaffRequest, article: str) -> HttpResponse:
    found = article_with(article)
    form = ActForm(request.POST) if request.method == "POST" else ActForm()
    if form.perform(withdraw, request.user, found):
        messages.success(request, _("The article is withdrawn. Its texts and history stay here."))
        return redirect("backoffice:help_article", found.key)
    return page(
        request,
        "backoffice/help_withdraw.html",
        article=found,
        row=row_of(found),
        form=form,
        linking=linking_to(found),
    )


@staff(StaffPermission.HELP_WRITE)
@require_POST
def help_bring_back(request: StaffRequest, article: str) -> HttpResponse:
    found = article_with(article)
    form = ActForm(request.POST)
    if form.perform(bring_back, request.user, found):
        messages.success(request, _("Readers find the article again."))
    tell_refusal(request, form)
    return redirect("backoffice:help_article", found.key)
