"""Drafts of notices: as unfinished as one likes, but never with an end before the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.events.kinds import Kind
from klucznik.news.actions.locking import note, published, unpublished
from klucznik.news.checking import check_date, check_draft, check_publishable, check_words
from klucznik.news.models import Notice


@dataclass(frozen=True)
class Content:
    """All that staff say in a notice."""

    kind: str
    titles: Mapping[str, str]
    bodies: Mapping[str, str] = field(default_factory=dict)
    impact: str = "none"
    services: Iterable[str] = ()
    products: Iterable[Product] = ()
    for_administrators: bool = False
    by_email: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def draft(actor: User, content: Content) -> Notice:
    """Begin a notice that nobody but the staff sees."""
    notice = _filled(Notice(made_by=actor), content)
    notice.save()
    notice.products.set(content.products)
    note(Kind.NOTICE_DRAFTED, notice, actor=actor)
    return notice


@transaction.atomic
def edit(actor: User, notice: Notice, content: Content) -> Notice:
    """Change a notice that is not published. One with a date of publication has to stay complete."""
    found = _filled(unpublished(notice), content)
    note(Kind.NOTICE_EDITED, found, actor=actor)
    found.products.set(content.products)
    if found.publish_at is not None:
        check_date(found, found.publish_at)
        check_publishable(found, found.publish_at)
    return found


@transaction.atomic
def correct(
    actor: User, notice: Notice, *, titles: Mapping[str, str], bodies: Mapping[str, str]
) -> Notice:
    """Correct the words of a published notice: nobody is told again, and the history says who did it."""
    found = published(notice)
    found.titles, found.bodies = dict(titles), dict(bodies)
    check_words(found)
    note(Kind.NOTICE_CORRECTED, found, actor=actor)
    return found


def unstored(content: Content) -> Notice:
    """A notice to look at: checked like a draft, and without a row."""
    return _filled(Notice(), content)


def _filled(notice: Notice, content: Content) -> Notice:
    notice.kind, notice.impact = content.kind, content.impact
    notice.titles, notice.bodies = dict(content.titles), dict(content.bodies)
    notice.services = list(content.services)
    notice.for_administrators, notice.by_email = content.for_administrators, content.by_email
    notice.starts_at, notice.ends_at = content.starts_at, content.ends_at
    check_draft(notice)
    return notice
