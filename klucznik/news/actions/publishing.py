"""A notice comes out: at once, or at a date; once, whoever presses when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.news.actions.locking import note, unpublished
from klucznik.news.checking import check_date, check_publishable
from klucznik.news.models import Notice


@transaction.atomic
def publish(actor: User | None, notice: Notice) -> Notice:
    """Show it to those whom it concerns; the letters follow by themselves. Without an actor its date has come."""
    found = unpublished(notice)
    check_publishable(found)
    found.published_at = clock.now()
    found.published_by = actor
    note(Kind.NOTICE_PUBLISHED, found, actor=actor, by_email=found.by_email)
    return found


@transaction.atomic
def plan(actor: User, notice: Notice, *, publish_at: datetime) -> Notice:
    """Publish it at a moment to come. It has to be complete now; then nobody is needed any more."""
    found = unpublished(notice)
    check_date(found, publish_at)
    check_publishable(found, publish_at)
    found.publish_at = publish_at
    note(Kind.NOTICE_PLANNED, found, actor=actor, at=publish_at.isoformat())
    return found


@transaction.atomic
def drop_plan(actor: User, notice: Notice) -> Notice:
    """Back to a draft; nothing where there was no date."""
    found = unpublished(notice)
    if found.publish_at is not None:
        found.publish_at = None
        note(Kind.NOTICE_UNPLANNED, found, actor=actor)
    return found


@transaction.atomic
def publish_planned(notice: Notice) -> Notice | None:
    """Its date has come. What cannot be published any more becomes a draft again, and its history says why.

    None when somebody published, withdrew or moved it meanwhile.
    """
    found = Notice.objects.locked(notice.pk)
    is_due = found.publish_at is not None and found.publish_at <= clock.now()
    if not is_due or found.published_at or found.withdrawn_at:
        return None
    try:
        with transaction.atomic():
            return publish(None, found)
    except DomainError as refusal:
        found.publish_at = None
        note(Kind.NOTICE_HELD_BACK, found, actor=None, reason=str(refusal))
        return None
