"""Drafts of articles, and what readers see: published now or on a day, put back, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.help.drafts import mark_of, words_of
from klucznik.help.errors import NoLongerADraft, TextHasProblems, TimeHasPassed
from klucznik.help.indexing import forget, index
from klucznik.help.models import Article, Revision, Text
from klucznik.help.rendering import known_to
from klucznik.help.texts import lock, problems_of, rendered, show


@transaction.atomic
def save_draft(
    actor: User | None,
    article: Article,
    language: str,
    *,
    title: str,
    summary: str,
    keywords: list[str],
    body: str,
    note: str,
) -> Revision:
    """New words in the place of the draft that there was; a plan to publish it holds on."""
    article = lock(article)
    now, planned = clock.now(), None
    if before := _drafts(article, language).first():
        planned, before.dropped_at = before.publish_at, now
        before.save(update_fields=["dropped_at"])
    words = {"title": title, "summary": summary, "keywords": keywords, "body": body, "note": note}
    return _next(article, language, made_by=actor, publish_at=planned, **words)


@transaction.atomic
def publish(actor: User | None, revision: Revision) -> Text:
    """Readers see these words; refused while anything in them leads nowhere. `actor` is None for the clock."""
    revision = _draft(revision)
    text = _show(revision)
    revision.published_at, revision.published_by = text.modified_at, actor
    revision.save(update_fields=["published_at", "published_by"])
    _tell(Kind.ARTICLE_PUBLISHED, actor, revision)
    return text


@transaction.atomic
def plan(actor: User, revision: Revision, at: datetime) -> Revision:
    """Publish it at this moment; an earlier plan no longer holds."""
    if at <= clock.now():
        raise TimeHasPassed
    revision = _draft(revision)
    _check(revision)
    revision.publish_at = at
    revision.save(update_fields=["publish_at"])
    _tell(Kind.ARTICLE_PLANNED, actor, revision, at=at.isoformat())
    return revision


@transaction.atomic
def unplan(actor: User, revision: Revision) -> Revision:
    """The draft stays, the plan does not."""
    revision = _draft(revision)
    revision.publish_at = None
    revision.save(update_fields=["publish_at"])
    return revision


@transaction.atomic
def publish_planned(revision: Revision) -> None:
    """Its time has come. When something in it has come to lead nowhere meanwhile, it waits for the staff as a draft."""
    revision = _draft(revision)
    if revision.publish_at is None or revision.publish_at > clock.now():
        return
    try:
        with transaction.atomic():
            publish(None, revision)
    except TextHasProblems:
        revision.publish_at = None
        revision.save(update_fields=["publish_at"])
        _tell(Kind.ARTICLE_NOT_PUBLISHED, None, revision)


@transaction.atomic
def drop(actor: User, revision: Revision) -> Revision:
    """The draft goes; its words stay in the history of the article."""
    revision = _draft(revision)
    revision.dropped_at, revision.publish_at = clock.now(), None
    revision.save(update_fields=["dropped_at", "publish_at"])
    return revision


@transaction.atomic
def undo(actor: User, article: Article, language: str, to: Revision) -> Revision:
    """Publish the words of an older revision again, as a new one; a draft that somebody writes stays beside it.

    Where readers see these words already, nothing happens.
    """
    article, now = lock(article), clock.now()
    shown = article.revisions.filter(language=language).exclude(published_at=None)
    last = shown.order_by("-published_at", "-number").first()
    if last is not None and mark_of(words_of(last)) == mark_of(words_of(to)):
        return last  # pressed twice
    words = words_of(to) | {"note": f"#{to.number}"}
    by = {"made_by": actor, "published_by": actor, "published_at": now}
    revision = _next(article, language, **words, **by)
    _show(revision)
    _tell(Kind.ARTICLE_PUBLISHED, actor, revision)
    return revision


@transaction.atomic
def withdraw(actor: User, article: Article) -> Article:
    """Readers do not find it any more, in no language; nothing of it is lost."""
    article = lock(article)
    if article.withdrawn_at is None:
        article.withdrawn_at, article.withdrawn_by = clock.now(), actor
        article.save(update_fields=["withdrawn_at", "withdrawn_by"])
        forget(article)
        _tell_article(Kind.ARTICLE_WITHDRAWN, actor, article)
    return article


@transaction.atomic
def bring_back(actor: User, article: Article) -> Article:
    """Readers find a withdrawn article again."""
    article = lock(article)
    if article.withdrawn_at is not None:
        article.withdrawn_at, article.withdrawn_by = None, None
        article.save(update_fields=["withdrawn_at", "withdrawn_by"])
        for text in article.texts.order_by("language"):
            index(text)
        _tell_article(Kind.ARTICLE_RETURNED, actor, article)
    return article


def _drafts(article: Article, language: str) -> Any:
    return article.revisions.filter(language=language, published_at=None, dropped_at=None)


def _draft(revision: Revision) -> Revision:
    """The draft as it is now, with its article locked."""
    article = lock(revision.article)
    found = _drafts(article, revision.language).filter(pk=revision.pk).first()
    if found is None:
        raise NoLongerADraft
    found.article = article
    return found


def _next(article: Article, language: str, **fields: Any) -> Revision:
    """A new revision with the next number, of an article that is locked."""
    rows = Revision.objects.filter(article=article, language=language)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(article=article, language=language, number=last + 1, **fields)


def _check(revision: Revision) -> None:
    known = known_to(revision.article)
    if problems := problems_of(revision, rendered(revision, known), known):
        raise TextHasProblems(problem=problems[0])


def _show(revision: Revision) -> Text:
    """Make the text of a revision whose article is locked; a withdrawn one stays out of the index."""
    known = known_to(revision.article)
    made = rendered(revision, known)
    if problems := problems_of(revision, made, known):
        raise TextHasProblems(problem=problems[0])
    text = show(revision, made, known, modified_at=clock.now())
    if revision.article.withdrawn_at is not None:
        forget(revision.article)
    return text


def _tell(kind: Kind, actor: User | None, revision: Revision, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        subject=revision.article,
        by_staff=actor is not None,
        title=revision.title,
        number=revision.number,
        language=revision.language,
        **facts,
    )


def _tell_article(kind: Kind, actor: User, article: Article) -> None:
    text = article.texts.order_by("-language").first()  # the Polish title where there is one
    title = text.title if text else article.key
    record(kind, actor=actor, subject=article, by_staff=True, title=title)
