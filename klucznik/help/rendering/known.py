"""What an article may name: other articles, its own files, facts of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from klucznik.help.facts import facts
from klucznik.help.models import Article, Attachment


@dataclass(frozen=True)
class File:
    """A picture or a file of an article, and where it is served."""

    name: str
    address: str
    is_picture: bool


@dataclass(frozen=True)
class Known:
    """Keys of articles, files by name, facts by name."""

    articles: frozenset[str] = frozenset()
    files: Mapping[str, File] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def known_to(article: Article | None) -> Known:
    """What the portal has now."""
    return Known(all_keys(), files_of(article) if article else {}, facts())


def all_keys() -> frozenset[str]:
    """Keys of the articles that readers can open, and of those that are being written."""
    return frozenset(Article.objects.filter(withdrawn_at=None).values_list("key", flat=True))


def files_of(article: Article) -> dict[str, File]:
    """The files that an article has now, by name."""
    rows = Attachment.objects.filter(article=article, removed_at=None)
    return {
        row.name: File(row.name, address_of(row), row.is_picture)
        for row in rows.only("public_id", "name", "is_picture")
    }


def address_of(attachment: Attachment) -> str:
    """Where a file is served."""
    return reverse("help:file", args=[attachment.public_id, attachment.name])
