"""What time does: the end of licenses is told, offers run out, periods that were sold ahead begin."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from klucznik.core import clock
from klucznik.jobs.queue import every
from klucznik.licensing import expiring, transfers
from klucznik.licensing.actions.periods import begin_period
from klucznik.licensing.actions.telling_ends import send_digest, tell_ends
from klucznik.licensing.actions.transferring import expire_transfer
from klucznik.licensing.models import License, Period

# Periods begin a little before their day, so that no program asks in between and hears that the license is over.
BEGUN_AHEAD = timedelta(hours=2)


@every(hours=1)
def tell_ends_of_licenses() -> None:
    """Write to companies whose licenses end; each in a commit of its own."""
    for company in expiring.companies_to_tell(clock.today()):
        tell_ends(company)


@every(hours=1)
def send_license_digest() -> None:
    """Once a week, on the first day of it that the worker sees."""
    send_digest()


@every(hours=1)
def expire_transfers() -> None:
    """Close offers that nobody accepted in time; each in a commit of its own."""
    for transfer in transfers.overdue().select_related("giver", "receiver", "license__product"):
        expire_transfer(transfer)


@every(hours=1)
def begin_periods() -> None:
    """Let licenses last longer whose next period, sold ahead of a gap, begins; each in a commit of its own."""
    day = timezone.localtime(clock.now() + BEGUN_AHEAD).date()
    begun = Period.objects.filter(
        kind=Period.Kind.VALIDITY,
        starts_on__gt=day - timedelta(days=31),
        starts_on__lte=day,
        license__valid_to__lt=Coalesce(F("ends_on"), date.max),
    )
    waiting = License.objects.filter(pk__in=begun.values("license")).select_related("company")
    for license in waiting.order_by("company_id", "pk"):
        begin_period(license, on=day)
