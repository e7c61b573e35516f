"""What an article is about: its address, number, category, programs, related articles and pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import Max

from klucznik.accounts.models import User
from klucznik.catalog.models import Category, Product
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.help.errors import KeyFixed, KeyTaken, NumberTaken
from klucznik.help.indexing import renew
from klucznik.help.models import Article

# Lower ones belong to the articles that come with Klucznik, also in later releases.
FIRST_NUMBER: Final = 10_000


def next_number() -> int:
    """From 10000 on, after the highest one; numbers of withdrawn articles are not given again."""
    highest: int | None = Article.objects.aggregate(highest=Max("number"))["highest"]
    return max(FIRST_NUMBER, (highest or 0) + 1)


@transaction.atomic
def create_article(
    actor: User,
    *,
    number: int,
    key: str,
    category: Category,
    products: Iterable[Product] = (),
    related: Iterable[Article] = (),
    pages: Iterable[str] = (),
) -> Article:
    """A new subject without words yet; nobody but the staff sees it."""
    _must_be_free(number, key)
    article = Article.objects.create(number=number, key=key, category=category, pages=list(pages))
    article.products.set(products)
    article.related.set(related)
    record(
        Kind.ARTICLE_CREATED, actor=actor, subject=article, by_staff=True, number=number, key=key
    )
    return article


@transaction.atomic
def describe_article(
    actor: User,
    article: Article,
    *,
    number: int,
    key: str,
    category: Category,
    products: Iterable[Product] = (),
    related: Iterable[Article] = (),
    pages: Iterable[str] = (),
) -> Article:
    """Change what it is about. The address stays once readers have seen it."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if key != article.key and article.revisions.filter(published_at__isnull=False).exists():
        raise KeyFixed
    _must_be_free(number, key, but=article)
    article.number, article.key, article.category = number, key, category
    article.pages = list(pages)
    article.save(update_fields=["number", "key", "category", "pages"])
    article.products.set(products)
    article.related.set(one for one in related if one.pk != article.pk)
    renew(article)
    record(
        Kind.ARTICLE_DESCRIBED, actor=actor, subject=article, by_staff=True, number=number, key=key
    )
    return article


def _must_be_free(number: int, key: str, *, but: Article | None = None) -> None:
    others = Article.objects.exclude(pk=but.pk if but else 0)
    if others.filter(key=key).exists():
        raise KeyTaken
    if others.filter(number=number).exists():
        raise NumberTaken(free=next_number())
