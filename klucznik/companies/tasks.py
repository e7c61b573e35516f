"""What time does to companies: news of failed tries once a day, tombstones and old tries forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count

from klucznik.companies.models import Company, ConnectionTry, FormerAdministrator
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.jobs.queue import every

DAY = timedelta(days=1)
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


@every(hours=6)
def forget_what_is_past() -> None:
    """Tries are kept a month, tombstones 24 months."""
    ConnectionTry.objects.filter(at__lt=clock.now() - timedelta(days=30)).delete()
    FormerAdministrator.objects.filter(forget_at__lt=clock.now()).delete()
