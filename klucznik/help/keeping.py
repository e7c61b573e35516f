"""What an article's files say beside its words: its facts and its attachments, unless the staff changed them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from klucznik.catalog.models import Category, Product
from klucznik.core import clock
from klucznik.help.checking import Checked
from klucznik.help.entries import ArticleFile
from klucznik.help.indexing import renew
from klucznik.help.models import Article, Attachment, Revision


@dataclass(frozen=True)
class Stored:
    """What was loaded before, by SHA-256: words by key and language, files by key and name."""

    hashes: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @classmethod
    def now(cls) -> Stored:
        """As the database has it; the newest revision that came from a file counts."""
        revisions = Revision.objects.exclude(file_hash="").order_by("number")
        told = revisions.values_list("article__key", "language", "file_hash")
        files: dict[str, dict[str, set[str]]] = defaultdict(dict)
        kept = Attachment.objects.filter(removed_at=None)
        # A picture that was written out again is the one that was made anew.
        marks = kept.values_list("article__key", "name", "original_sha256", "sha256")
        for key, name, original, made in marks:
            files[key][name] = {original, made}
        return cls({(key, language): sha256 for key, language, sha256 in told}, files)

    def files_of(self, key: str) -> dict[str, set[str]]:
        return self.files.get(key, {})


def described(checked: Checked, kept: list[str]) -> dict[str, Article]:
    """The rows of the articles by key, made or brought to what the files say; `kept` gets what was left alone."""
    rows = {
        row.key: row
        for row in Article.objects.select_for_update()
        .filter(key__in=checked.articles)
        .order_by("pk")
    }
    numbers = dict(Article.objects.values_list("number", "key"))
    categories = dict(Category.objects.values_list("code", "pk"))
    for key, file in checked.articles.items():
        if numbers.get(file.number, key) != key:
            kept.append(f"{file.place}: number {file.number} is that of {numbers[file.number]}.")
        elif key not in rows:
            category = categories[file.category]
            rows[key] = Article.objects.create(
                key=key, number=file.number, category_id=category, pages=file.pages
            )
    for key, row in rows.items():
        _describe(row, checked.articles[key], checked, kept)
    return rows


def _describe(row: Article, file: ArticleFile, checked: Checked, kept: list[str]) -> None:
    """Take the facts of the file, when they are others than last time and the staff left them as they were."""
    products = _products(file, checked)
    wanted = _sha256(file.number, file.category, products, file.related, file.pages)
    if row.file_facts == wanted:
        return
    if row.file_facts and row.file_facts != _sha256(*_facts(row)):
        kept.append(f"{file.place}: the staff changed what the article is about; that stays.")
    else:
        row.number, row.pages = file.number, file.pages
        row.category = Category.objects.get(code=file.category)
        row.products.set(Product.objects.filter(code__in=products))
        row.related.set(Article.objects.filter(key__in=file.related))
    was_loaded, row.file_facts = bool(row.file_facts), wanted
    row.save(update_fields=["number", "pages", "category", "file_facts"])
    if was_loaded:
        renew(row)


def _products(file: ArticleFile, checked: Checked) -> list[str]:
    """Codes of its products; a line stands for all of its own."""
    lines = checked.there.products
    return sorted(code for code, line in lines.items() if {code, line} & set(file.programs))


def _facts(row: Article) -> tuple[Any, ...]:
    products = sorted(row.products.values_list("code", flat=True))
    related = list(row.related.values_list("key", flat=True))
    return row.number, row.category.code, products, related, row.pages


def _sha256(
    number: int, category: str, products: list[str], related: list[str], pages: list[str]
) -> str:
    told = json.dumps([number, category, products, sorted(related), pages])
    return hashlib.sha256(told.encode()).hexdigest()


def keep_files(row: Article, checked: Checked, kept: list[str]) -> bool:
    """Keep the new and changed files of an article; one that the staff added under the same name is theirs."""
    wanted = {name: one for (key, name), one in checked.fits.items() if key == row.key}
    if not wanted:
        return False
    there = {one.name: one for one in row.attachments.filter(removed_at=None).defer("data")}
    for name, one in wanted.items():
        if name in there and there[name].added_by_id is not None:
            kept.append(f"files/{row.key}/{name}: the staff added a file of this name; it stays.")
            continue
        now = clock.now()
        row.attachments.filter(name=name, removed_at=None).update(removed_at=now, data=b"")
        Attachment.objects.create(
            article=row,
            name=one.name,
            media_type=one.media_type,
            is_picture=one.is_picture,
            size=len(one.data),
            sha256=one.sha256,
            original_sha256=one.original_sha256,
            data=one.data,
        )
    return True
