"""Which articles lead to another one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import get_language

from klucznik.help.models import Article, Text


@dataclass(frozen=True)
class Linking:
    """A published text that leads there, or names it as related (then without a language)."""

    key: str
    title: str
    language: str = ""


def linking_to(article: Article) -> list[Linking]:
    """What readers can see now: texts with a link to the article, and articles that name it as related."""
    named = Text.objects.filter(
        article__withdrawn_at=None, revision__body__contains=f"article:{article.key}"
    ).exclude(article=article)
    exact = re.compile(rf"article:{re.escape(article.key)}(?![\w-])")
    texts = named.select_related("article", "revision").order_by("article__number", "language")
    found = [
        Linking(text.article.key, text.title, text.language)
        for text in texts
        if exact.search(text.revision.body)
    ]
    others = Article.objects.published().filter(related=article).order_by("number")
    titled = Text.objects.filter(article__in=others).select_related("article")
    in_order = sorted(titled, key=lambda text: text.language == get_language())
    related = {text.article: text for text in in_order}  # the title in the reader's language wins
    return found + [
        Linking(one.key, related[one].title) for one in sorted(related, key=lambda one: one.number)
    ]
