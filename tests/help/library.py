"""Published articles for tests of the search: their words, without the way from a file or a desk."""

from __future__ import annotations

import itertools
from typing import Any

from klucznik.catalog.models import Category, Product
from klucznik.core import clock
from klucznik.help.indexing import index
from klucznik.help.models import Article, Revision, Text
from klucznik.help.reading import read_folder
from klucznik.help.rendering import render
from tests.help.starter import FOLDER as STARTER

_count = itertools.count(9001)


def category(code: str = "account", name: str = "Konto") -> Category:
    found, _made = Category.objects.get_or_create(
        code=code, defaults={"names": {"pl": name, "en": name}}
    )
    return found


def article(key: str, *, products: tuple[Product, ...] = (), **fields: Any) -> Article:
    """An article without words."""
    fields.setdefault("number", next(_count))
    fields.setdefault("category", category())
    made = Article.objects.create(key=key, **fields)
    made.products.set(products)
    return made


def text(
    of: Article | str,
    title: str,
    plain: str = "",
    *,
    language: str = "pl",
    summary: str = "",
    keywords: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
) -> Text:
    """What readers see of an article in one language, in the index."""
    of = article(of) if isinstance(of, str) else of
    revision = Revision.objects.create(
        article=of,
        language=language,
        number=1,
        title=title,
        summary=summary,
        keywords=list(keywords),
        body=plain,
        published_at=clock.now(),
    )
    made = Text.objects.create(
        article=of,
        language=language,
        revision=revision,
        title=title,
        summary=summary,
        html=f"<p>{plain}</p>",
        headings=[{"text": one, "anchor": "a", "level": 2} for one in headings],
        plain=plain,
    )
    index(made)
    return made


def put_starter_on_the_shelf() -> set[str]:
    """The articles that come with the product, rendered and in the index; their keys."""
    problems: list[str] = []
    found = read_folder(STARTER, problems)
    assert not problems
    for one in found.values():
        made = article(one.key, number=one.number, category=category(one.category))
        for language, said in one.words.items():
            plain = render(said.body, language=language).plain
            text(
                made,
                said.title,
                plain,
                language=language,
                summary=said.summary,
                keywords=tuple(said.keywords),
            )
    return set(found)
