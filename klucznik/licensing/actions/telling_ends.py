"""It is told that licenses end: a company in one message a day, the vendor once a week."""

from __future__ import annotations

from django.db import transaction

from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.licensing import expiring
from klucznik.licensing.models import License


@transaction.atomic
def tell_ends(company: Company) -> list[License]:
    """Tell a company of its licenses that end, each once for each step, all of today's in one message."""
    company, today = lock_company(company), clock.today()
    if License.objects.filter(company=company, ending_told_on=today).exists():
        return []
    ending = []
    for license in expiring.near_end(company, today).order_by("valid_to", "pk"):
        ahead = expiring.notice_due(license, today)
        if ahead is None:
            continue
        license.company, license.ending_told_for = company, license.valid_to
        license.ending_told_ahead, license.ending_told_on = ahead, today
        license.save(update_fields=["ending_told_for", "ending_told_ahead", "ending_told_on"])
        ending.append(license)
    for license in ending:
        _record(license, together=expiring.told_together(ending) if license is ending[0] else [])
    return ending


@transaction.atomic
def send_digest() -> bool:
    """Tell the vendor once a week how many licenses end and whose; a week without any is quiet."""
    today = clock.today()
    week = expiring.week_of(today)
    if Event.objects.filter(kind=Kind.LICENSE_DIGEST_SENT, facts__week=week).exists():
        return False
    soon, lately = expiring.ending_soon(today).count(), expiring.ended_lately(today).count()
    if not soon and not lately:
        return False
    record(
        Kind.LICENSE_DIGEST_SENT,
        actor=None,
        week=week,
        today=today.isoformat(),
        count=soon,
        ended=lately,
    )
    return True


def _record(license: License, *, together: list[int]) -> None:
    """One event for each license; the first carries all that the one message lists."""
    assert license.valid_to is not None
    record(
        Kind.LICENSE_ENDING_TOLD,
        actor=None,
        company=license.company,
        subject=license,
        product=license.product.name,
        last=license.valid_to.isoformat(),
        ahead=license.ending_told_ahead,
        together=together,
    )
