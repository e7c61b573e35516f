"""Words that somebody typed become the draft, are published or planned, unless a colleague was quicker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.help.actions.publishing import plan, publish, save_draft
from klucznik.help.drafts import head, mark_of, words_of
from klucznik.help.errors import ChangedMeanwhile, NothingToPublish
from klucznik.help.models import Article, Revision, Text


@transaction.atomic
def save_words(
    actor: User, article: Article, language: str, *, base: str, **words: Any
) -> Revision:
    """Keep the words as the draft. `base` is the mark of what the writer had read: when the text is another one by now,
    nothing is kept, and the writer decides."""
    Article.objects.select_for_update().get(pk=article.pk)
    now = head(article, language)
    read, typed = mark_of(words_of(now)), mark_of(words)
    if read not in (base, typed):
        raise ChangedMeanwhile
    is_same = now is not None and read == typed
    if now is not None and is_same and (now.published_at or now.note == words["note"]):
        return now
    return save_draft(actor, article, language, **words)


@transaction.atomic
def publish_words(actor: User, article: Article, language: str, *, base: str, **words: Any) -> Text:
    """Save and publish in one step."""
    return publish(actor, _unpublished(save_words(actor, article, language, base=base, **words)))


@transaction.atomic
def plan_words(
    actor: User, article: Article, language: str, *, base: str, at: datetime, **words: Any
) -> Revision:
    """Save, and let the clock publish."""
    revision = _unpublished(save_words(actor, article, language, base=base, **words))
    return plan(actor, revision, at)


def _unpublished(revision: Revision) -> Revision:
    if revision.published_at is not None:
        raise NothingToPublish
    return revision
