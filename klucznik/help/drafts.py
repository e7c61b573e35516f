"""The words of an article on which somebody works now, and whether they are still those that were read before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import F

from klucznik.help.models import Article, Revision

WORDS = ("title", "summary", "keywords", "body")


def head(article: Article, language: str) -> Revision | None:
    """Where writing goes on: the draft if there is one, otherwise what was published last."""
    kept = article.revisions.filter(language=language, dropped_at=None).select_related("made_by")
    return kept.order_by(F("published_at").desc(nulls_first=True), "-number").first()


def draft_of(article: Article, language: str) -> Revision | None:
    """What waits to be published, if anything."""
    return article.revisions.filter(language=language, published_at=None, dropped_at=None).first()


def words_of(revision: Revision | None) -> dict[str, Any]:
    """What readers would see of it; nothing for a text that nobody has begun."""
    if revision is None:
        return {"title": "", "summary": "", "keywords": [], "body": ""}
    return {name: getattr(revision, name) for name in WORDS}


def mark_of(words: dict[str, Any]) -> str:
    """The same for the same words: an editor keeps it from opening a text to saving it."""
    told = json.dumps([words["title"], words["summary"], words["keywords"], words["body"].strip()])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
