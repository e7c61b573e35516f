"""What time does in help: planned texts are published; counts of searches and words of readers are forgotten."""

from __future__ import annotations

from datetime import timedelta

from klucznik.core import clock
from klucznik.help.actions.publishing import publish_planned
from klucznik.help.models import Revision, SearchCount, Voice
from klucznik.jobs.queue import every

KEPT = timedelta(days=400)


@every(minutes=1)
def publish_texts() -> None:
    """Publish the texts whose time has come; each in a commit of its own."""
    due = Revision.objects.filter(publish_at__lte=clock.now(), published_at=None, dropped_at=None)
    for revision in due.select_related("article").order_by("publish_at", "pk"):
        publish_planned(revision)


@every(hours=24)
def forget_old_searches() -> None:
    SearchCount.objects.filter(day__lt=clock.today() - KEPT).delete()


@every(hours=24)
def forget_old_words() -> None:
    """The voice itself counts on."""
    old = Voice.objects.filter(at__lt=clock.now() - KEPT).exclude(words="")
    old.update(words="")
