"""What time does between offices and their clients."""

from __future__ import annotations

from datetime import timedelta

from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.jobs.queue import every, task
from klucznik.offices import unregistered
from klucznik.offices.actions.finding import send_found
from klucznik.offices.actions.running_out import (
    close_reading,
    end_with_license,
    tell_license_ends,
    tell_office,
    tell_reading_ends,
)
from klucznik.offices.actions.seen import settle_unregistered, tell_turning
from klucznik.offices.finding import ANSWER, share_by_key
from klucznik.offices.license_ends import shares_to_tell
from klucznik.offices.models import Share
from klucznik.offices.sharing import (
    READING_TOLD_AHEAD,
    is_without_license,
    licenses_that_may_be_over,
)

FORGOTTEN_AFTER = timedelta(days=2 * 365)


@every(minutes=60 * 24)
def forget_addresses() -> None:
    """The address of an invitation is forgotten two years after the end of the sharing."""
    over = Share.objects.filter(ended_at__lte=clock.now() - FORGOTTEN_AFTER).exclude(email="")
    over.update(email="")


@every(hours=1)
def end_shares_without_license() -> None:
    """Shares end with the license that they came from, each in a commit of its own; the office hears it once."""
    for license in licenses_that_may_be_over():
        shares = Share.objects.current().filter(license=license)
        shares = shares.select_related("client__office", "license__product", "company")
        over = [share for share in shares.order_by("pk") if is_without_license(share)]
        ended = [share for share in over if end_with_license(share)]
        if ended:
            tell_office(ended[0].office, license, count=len(ended))


@every(hours=1)
def tell_ends_of_office_licenses() -> None:
    """Write to clients before the license of their office ends; each in a commit of its own."""
    for share in shares_to_tell():
        tell_license_ends(share)


@every(hours=1)
def tell_ends_of_reading() -> None:
    """Write to clients who can read for 7 days, or 1 day, more."""
    last = clock.now() + timedelta(days=max(READING_TOLD_AHEAD))
    near = Share.objects.reading().filter(reading_until__lte=last)
    for share in near.select_related("client__office", "company"):
        tell_reading_ends(share)


@every(hours=1)
def close_readings() -> None:
    """Note the end of the time for reading; each in a commit of its own."""
    over = Share.objects.filter(closed_at=None, reading_until__lte=clock.now())
    for share in over.select_related("client__office", "company"):
        close_reading(share)


@every(hours=1)
def settle_registered_clients() -> None:
    """Close the days of entities that were registered another way; each in a commit of its own."""
    for client in unregistered.registered_meanwhile().select_related("office").order_by("pk"):
        settle_unregistered(client)


@every(hours=1)
def tell_turning_clients() -> None:
    """Write to offices whose unregistered clients will soon be open for reading only."""
    for office in unregistered.offices_to_tell():
        tell_turning(office)


@task(ANSWER)
def answer_number(tax_id: str, number_key: str) -> None:
    """Look where nobody waits for the answer; without a share of both there is nothing to do."""
    if share := share_by_key(TaxId.parse(tax_id), number_key):
        send_found(None, share)
