"""Every act about a notice begins with the lock of its row."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.news.errors import (
    NotLasting,
    NotPublished,
    OverAlready,
    PublishedAlready,
    WithdrawnAlready,
)
from klucznik.news.models import Notice
from klucznik.news.states import LASTING, Phase


def unpublished(notice: Notice) -> Notice:
    """The locked row of a draft. Raises PublishedAlready or WithdrawnAlready."""
    found = Notice.objects.locked(notice.pk)
    if found.withdrawn_at is not None:
        raise WithdrawnAlready
    if found.published_at is not None:
        raise PublishedAlready
    return found


def published(notice: Notice) -> Notice:
    """The locked row of a published notice. Raises NotPublished or WithdrawnAlready."""
    found = Notice.objects.locked(notice.pk)
    if found.withdrawn_at is not None:
        raise WithdrawnAlready
    if found.published_at is None:
        raise NotPublished
    return found


def running(notice: Notice) -> Notice:
    """The locked row of a break or trouble that is not over. Raises also NotLasting or OverAlready."""
    found = published(notice)
    if found.kind not in LASTING:
        raise NotLasting
    if found.phase == Phase.OVER:
        raise OverAlready
    return found


def note(kind: Kind, notice: Notice, *, actor: User | None, **facts: Any) -> Event:
    """Store the notice as it is now with the moment of its change, and record what happened."""
    notice.changed_at = clock.now()
    notice.save()
    return record(kind, actor=actor, subject=notice, by_staff=True, title=str(notice), **facts)
