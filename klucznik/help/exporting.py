"""What readers see now as files of the same form, so that a vendor can keep its articles under version control."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from klucznik.catalog.models import Product
from klucznik.help.models import Article, Text
from klucznik.help.reading import FENCE


def export(folder: Path) -> Iterator[str]:
    """Write every published article into the folder; says what was written and what could not be."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = Article.objects.published().select_related("category").order_by("number")
    for article in articles.prefetch_related("texts__revision", "products", "related"):
        texts = {text.language: text for text in article.texts.all()}
        if "pl" not in texts:
            yield f"{article.key}: has no Polish text yet, and only with one there can be a file; left out."
            continue
        for language, text in sorted(texts.items(), reverse=True):
            front = _facts(article) if language == "pl" else {}
            path = folder / f"{article.key}.{language}.md"
            path.write_text(_file(front | _words(text), text.revision.body), encoding="utf-8")
            yield path.name
        yield from _attachments(article, folder / "files" / article.key)


def _attachments(article: Article, folder: Path) -> Iterator[str]:
    for one in article.attachments.filter(removed_at=None).order_by("name"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / one.name).write_bytes(bytes(one.data))
        yield f"files/{article.key}/{one.name}"


def _facts(article: Article) -> dict[str, Any]:
    return {
        "number": article.number,
        "category": article.category.code,
        "programs": _programs({product.code for product in article.products.all()}),
        "related": [one.key for one in article.related.all()],
        "pages": article.pages,
    }


def _programs(codes: set[str]) -> list[str]:
    """A line in place of its products when all of them are meant."""
    of_line: dict[str, set[str]] = {}
    for code, line in Product.objects.values_list("code", "line__code"):
        of_line.setdefault(line, set()).add(code)
    whole = {line for line, products in of_line.items() if products <= codes}
    covered = {code for line in whole for code in of_line[line]}
    return sorted(whole | (codes - covered))


def _words(text: Text) -> dict[str, Any]:
    revision = text.revision
    return {
        "title": revision.title,
        "summary": revision.summary,
        "keywords": revision.keywords,
    }


def _file(front: dict[str, Any], body: str) -> str:
    """JSON's strings, numbers and lists are TOML's too."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in front.items()
        if value or name in ("programs",)
    ]
    return "\n".join([FENCE, *lines, FENCE, body.strip("\n"), ""])
