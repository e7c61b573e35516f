"""What time does to companies: failed tries told once a day, heads of histories sent once a month, old rows gone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from klucznik.companies.actions.history import MONTH, send_head
from klucznik.companies.models import Company, ConnectionTry, FormerAdministrator
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventSeal
from klucznik.events.recording import record
from klucznik.jobs.queue import enqueue, every, task

DAY = timedelta(days=1)
MOST_HEADS = 2000  # e-mails of a day, so that a large portal spreads them over the month
SETTLED = timedelta(minutes=5)  # a try that is still there after this has failed


@every(minutes=10)
def tell_of_failed_tries() -> None:
    """For each company with failed tries that nobody was told of: one event, at most one a day."""
    untold = ConnectionTry.objects.filter(told_at=None, at__lt=clock.now() - SETTLED)
    for row in untold.values("company").annotate(tries=Count("pk")).order_by("company"):
        tell_company(row["company"])


@transaction.atomic
def tell_company(pk: int) -> None:
    """Record the failed tries of one company, unless its people heard of others within the last day."""
    company = Company.objects.locked(pk)
    if Event.objects.filter(
        company=company, kind=Kind.COMPANY_CONNECTION_REFUSED, at__gt=clock.now() - DAY
    ).exists():
        return
    untold = ConnectionTry.objects.filter(
        company=company, told_at=None, at__lt=clock.now() - SETTLED
    )
    if tries := untold.update(told_at=clock.now()):
        record(
            Kind.COMPANY_CONNECTION_REFUSED,
            actor=None,
            company=company,
            subject=company,
            tries=tries,
        )


@every(hours=24)
def send_heads() -> None:
    """Find the companies whose history has grown for a month since its head was last sent; some each day."""
    month_ago = timezone.now() - MONTH
    links = EventSeal.objects.filter(chain=OuterRef("chain"))
    told = links.filter(event__kind=Kind.HISTORY_HEAD_SENT, sealed_at__gt=month_ago)
    last = links.order_by("-position").values("event__kind")[:1]
    begun = EventSeal.objects.filter(
        position=1, sealed_at__lt=month_ago, event__company__isnull=False
    )
    due = begun.annotate(last=last).exclude(last=Kind.HISTORY_HEAD_SENT).filter(~Exists(told))
    for key in due.order_by("pk").values_list("event__company", flat=True)[:MOST_HEADS]:
        day = timezone.now().date().isoformat()
        enqueue("companies.send_head", dedupe_key=f"head:{key}:{day}", company=key)


@task("companies.send_head")
def send_head_of(*, company: int) -> None:
    """One company's head to its global administrators."""
    send_head(Company.objects.get(pk=company))


@every(hours=6)
def forget_what_is_past() -> None:
    """Tries are kept a month, tombstones 24 months."""
    ConnectionTry.objects.filter(at__lt=clock.now() - timedelta(days=30)).delete()
    FormerAdministrator.objects.filter(forget_at__lt=clock.now()).delete()
