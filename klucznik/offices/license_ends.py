"""The license of an office ends, and with it what it shares: when the clients are told, so that none is surprised.

They are told as far ahead as the office itself, counted to the last day on which they work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from klucznik.core import clock
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.expiring import LONGEST_AHEAD
from klucznik.licensing.models import License
from klucznik.licensing.validation import day_of
from klucznik.offices.models import Share
from klucznik.offices.sharing import has_own_license

STOPPED = (License.Status.REVOKED, License.Status.SUSPENDED)


def last_day(license: License) -> date | None:
    """The last day on which clients work with what it shares; None without an end, or when it does not work."""
    if license.status in STOPPED:
        return None
    return facts_of(license).grace_to


def days_left(license: License) -> int | None:
    """So many days after today; None where there is nothing to wait for, or it is over."""
    last = last_day(license)
    left = (last - clock.today()).days if last else -1
    return left if left >= 0 else None


def step_due(share: Share) -> int | None:
    """How many days ahead the client is to be told now; None when it was told, or has it in another way by now.

    Whoever accepts shortly before the end is told by the next step, not with the first message.
    """
    left, last = days_left(share.license), last_day(share.license)
    if left is None or last is None or share.accepted_at is None or share.company is None:
        return None
    whole = (last - day_of(share.accepted_at)).days
    steps = [days for days in share.license.product.rules.notices_days if left <= days < whole]
    due, told = min(steps, default=None), share.license_end_told_ahead
    if due is None or (share.license_end_told == last and told is not None and told <= due):
        return None
    return None if goes_on_otherwise(share) else due


def goes_on_otherwise(share: Share) -> bool:
    """Whether the client has the product in another way than by this share."""
    other = Share.objects.active().filter(company=share.company, product=share.product)
    if other.exclude(pk=share.pk).exists():
        return True
    return share.company is not None and has_own_license(share.company, share.product)


def shares_to_tell() -> Iterator[Share]:
    """Shares of licenses whose end is near enough to be told."""
    latest = clock.today() + timedelta(days=LONGEST_AHEAD)
    near = License.objects.filter(
        valid_to__lte=latest, shares__ended_at=None, shares__accepted_at__isnull=False
    )
    for license in near.select_related("product").distinct().order_by("pk"):
        left = days_left(license)
        if left is None or left > max(license.product.rules.notices_days, default=-1):
            continue
        shares = Share.objects.active().filter(license=license)
        yield from shares.select_related("client__office", "license__product", "company", "product")


def speaks_of_end(share: Share) -> date | None:
    """The last day, when it is near enough for the pages of the client to speak of it."""
    left, ahead = (
        days_left(share.license),
        max(share.license.product.rules.notices_days, default=-1),
    )
    return last_day(share.license) if left is not None and left <= ahead else None
