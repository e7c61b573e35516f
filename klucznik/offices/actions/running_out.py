"""What time does to a share: it ends with the license that it came from, and so does the time for reading."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.models import License
from klucznik.offices.actions.ending import about, end_share, record_both
from klucznik.offices.actions.locking import hold_share
from klucznik.offices.license_ends import last_day, step_due
from klucznik.offices.life import State
from klucznik.offices.models import Share, Side
from klucznik.offices.sharing import is_without_license, reading_notice_due


@transaction.atomic
def end_with_license(share: Share) -> bool:
    """End a share whose license is over; False when somebody ended it, or renewed the license, meanwhile."""
    share = hold_share(share)
    if share.ended_at or not is_without_license(share):
        return False
    share = end_share(None, share, side=Side.LICENSE)
    if share.company is not None and share.accepted_at:
        told: dict[str, Any] = about(share) | {"at_client": True}
        record(Kind.OFFICE_GONE, actor=None, company=share.company, subject=share, **told)
    return True


@transaction.atomic
def tell_office(office: Company, license: License, *, count: int) -> None:
    """One message to the office for all that ended with a license of it."""
    office = lock_company(office)
    record(
        Kind.OFFICE_GONE,
        actor=None,
        company=office,
        subject=license,
        office=office.name,
        product=license.product.name,
        count=count,
    )


@transaction.atomic
def tell_license_ends(share: Share) -> bool:
    """Tell the client that the office's license ends, 30, 14, 7 days and 1 day ahead; each once for each end."""
    share = hold_share(share)
    ahead, last = step_due(share), last_day(share.license)
    if ahead is None or last is None or share.state != State.ACTIVE:
        return False
    share.license_end_told, share.license_end_told_ahead = last, ahead
    share.save(update_fields=["license_end_told", "license_end_told_ahead"])
    told = about(share) | {"at_client": True, "ahead": ahead, "last": last.isoformat()}
    record(Kind.SHARE_LICENSE_ENDS, actor=None, company=share.company, subject=share, **told)
    return True


@transaction.atomic
def tell_reading_ends(share: Share) -> bool:
    """Tell the client that its time for reading ends, 7 days and 1 day ahead; each once."""
    share = hold_share(share)
    ahead = reading_notice_due(share)
    if ahead is None or share.company is None:
        return False
    share.reading_told_ahead = ahead
    share.save(update_fields=["reading_told_ahead"])
    told = about(share) | {"at_client": True, "ahead": ahead}
    record(Kind.SHARE_READING_ENDS, actor=None, company=share.company, subject=share, **told)
    return True


@transaction.atomic
def close_reading(share: Share) -> bool:
    """Note that the time for reading is over; it was over at its moment, whether or not this has run."""
    share = hold_share(share)
    until = share.reading_until
    if share.closed_at or until is None or clock.now() < until:
        return False
    share.closed_at = clock.now()
    share.save(update_fields=["closed_at"])
    record_both(Kind.SHARE_CLOSED, None, share)
    return True
