"""The start of help, its categories and its articles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from klucznik.catalog.models import Category
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.help.models import Article
from klucznik.help.queries import most_useful, of_category, reader_language, subjects
from klucznik.help.returning import way_back
from klucznik.help.showing import shown
from klucznik.help.views.voices import voice_context


@public
def start(request: HttpRequest) -> HttpResponse:
    """The search, what helped most people, and all subjects."""
    language = reader_language()
    return page(
        request, "help/start.html", subjects=subjects(language), useful=most_useful(language)
    )


@public
def category(request: HttpRequest, code: str) -> HttpResponse:
    """The articles of one subject."""
    found = get_object_or_404(Category, code=code)
    texts = of_category(found, reader_language())
    listed = keyset(texts, ("article__number",), request.GET.get("after"))
    return page(request, "help/category.html", category=found, listed=listed)


@public
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article in the reader's language, or in the other where there is no translation."""
    articles = Article.objects.select_related("category").prefetch_related("texts")
    found = shown(get_object_or_404(articles, key=key))
    if found is None:
        raise Http404
    back, said = way_back(request.GET.get("from", "")), voice_context(request, found.article)
    return page(request, "help/article.html", shown=found, back=back, **said)


@public
def short_link(request: HttpRequest, number: str) -> HttpResponse:
    """The number that one can dictate on the telephone."""
    found = get_object_or_404(Article.objects.published(), number=int(number))
    return redirect(reverse("help:article", args=[found.key]))
