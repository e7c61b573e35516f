"""A new help article: its subject, and a first draft that holds its title."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.help.actions.about import create_article
from klucznik.help.actions.publishing import save_draft
from klucznik.help.models import Revision


@transaction.atomic
def begin_article(
    actor: User, *, title: str, language: str, keywords: list[str], **about: Any
) -> Revision:
    """Nobody but the staff sees it before it is published."""
    article = create_article(actor, **about)
    words: dict[str, Any] = {"summary": "", "keywords": keywords, "body": "", "note": ""}
    return save_draft(actor, article, language, title=title, **words)
