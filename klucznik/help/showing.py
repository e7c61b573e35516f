"""An article as its page shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from klucznik.catalog.models import Line, Product
from klucznik.core.vendor import vendor
from klucznik.help.models import Article, Attachment, Text
from klucznik.help.queries import reader_language, related_to

CONTENTS_FROM = 3  # so many headings are worth a table of contents


@dataclass(frozen=True)
class Shown:
    """Everything that the page of one article needs."""

    article: Article
    text: Text
    is_translated: bool
    programs: list[str]
    contents: list[dict[str, Any]]
    related: list[Text]
    files: list[Attachment]

    @property
    def short_link(self) -> str:
        return reverse("help:short_link", args=[self.article.number])


def shown(article: Article) -> Shown | None:
    """The article in the reader's language, or in the other one; None when nobody may read it."""
    language = reader_language()
    texts = {text.language: text for text in article.texts.all()}
    text = texts.get(language) or next(iter(texts.values()), None)
    if text is None or article.withdrawn_at:
        return None
    files = article.attachments.filter(removed_at=None, is_picture=False)
    contents = text.headings if len(text.headings) >= CONTENTS_FROM else []
    return Shown(
        article=article,
        text=text,
        is_translated=text.language == language,
        programs=programs_of(article),
        contents=contents,
        related=related_to(article, language),
        files=list(files.defer("data").order_by("name")),
    )


def programs_of(article: Article) -> list[str]:
    """Names of its programs; a line by its own name when all of its programs are meant; the portal for none."""
    named: dict[Line, list[Product]] = defaultdict(list)
    products = article.products.exclude(kind=Product.Kind.EXTENSION).select_related("line")
    for product in products.prefetch_related("line__products"):
        named[product.line].append(product)
    if not named:
        return [vendor().product_name]
    return [name for line, meant in named.items() for name in _names(line, meant)]


def _names(line: Line, products: list[Product]) -> list[str]:
    there = {product.pk for product in products}
    whole = {product.pk for product in line.products.all() if _is_sold(product)}
    return [line.name] if whole <= there else [product.name for product in products]


def _is_sold(product: Product) -> bool:
    return not product.is_extension and product.retired_at is None
