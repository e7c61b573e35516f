"""What time does to notices: planned ones come out, letters go in batches, what was put away is forgotten."""

from __future__ import annotations

from datetime import timedelta

from klucznik.core import clock
from klucznik.jobs.queue import enqueue, every, task
from klucznik.news.actions.publishing import publish_planned
from klucznik.news.emails import write_batch
from klucznik.news.models import Mailing, Notice, PutAway

PUT_AWAY_KEPT = timedelta(days=400)


@every(minutes=1)
def publish_due() -> None:
    """Queue each notice whose date has come as work of its own: one that fails keeps no other waiting."""
    due = Notice.objects.filter(published_at=None, withdrawn_at=None, publish_at__lte=clock.now())
    for pk, publish_at in due.order_by("publish_at", "pk").values_list("pk", "publish_at"):
        key = f"news.publish:{pk}:{publish_at}"
        enqueue("news.publish", dedupe_key=key, notice=pk)


@task("news.publish")
def publish_one(*, notice: int) -> None:
    """Publish one whose date has come."""
    publish_planned(Notice.objects.get(pk=notice))


@task("news.write")
def write(*, mailing: int) -> None:
    """Letters to the next people of a round."""
    write_batch(Mailing.objects.get(pk=mailing))


@every(hours=24)
def forget_put_away() -> None:
    """A notice that somebody put away so long ago stands nowhere any more."""
    old = PutAway.objects.filter(at__lt=clock.now() - PUT_AWAY_KEPT)
    PutAway.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).delete()
