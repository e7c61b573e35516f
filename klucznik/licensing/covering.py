"""Which versions a license covers, where its subscription decides about them (*wersja uprawnień*)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from klucznik.catalog import covering
from klucznik.catalog.models import Product
from klucznik.catalog.rules import Version
from klucznik.core import clock
from klucznik.licensing.models import License, Period
from klucznik.licensing.validation import day_of


def subscriptions(
    license_id: int, valid_from: date, valid_to: date | None
) -> list[tuple[date, date | None]]:
    """The license's subscriptions; without any of its own, the days that the ERP told are one."""
    rows = Period.objects.filter(license=license_id, kind=Period.Kind.SUBSCRIPTION)
    return list(rows.values_list("starts_on", "ends_on")) or [(valid_from, valid_to)]


def covered_version(license: License) -> Version | None:
    """The newest published version that the license covers today; None where the catalog knows none."""
    product = license.product
    return covering.covered_version(
        product,
        registered_on=_day(license.registered_at),
        subscriptions=subscriptions(license.pk, license.valid_from, license.valid_to)
        if product.rules.follows
        else (),
        today=clock.today(),
    )


def covered_to(license: License) -> date | None:
    """The last day on which a version may have been published to be covered; None without a limit."""
    if not license.product.rules.follows:
        return None
    return covering.covered_until(
        license.product,
        registered_on=_day(license.registered_at),
        subscriptions=subscriptions(license.pk, license.valid_from, license.valid_to),
        today=clock.today(),
    )


def is_covered(license: License, version: str, now: datetime) -> bool | None:
    """Whether the license covers a version of its program; None where the catalog does not know it."""
    return covers(
        license.product,
        version,
        registered_at=license.registered_at,
        periods=lambda: subscriptions(license.pk, license.valid_from, license.valid_to),
        now=now,
    )


def covers(
    product: Product,
    version: str,
    *,
    registered_at: datetime | None,
    periods: Callable[[], list[tuple[date, date | None]]],
    now: datetime,
) -> bool | None:
    """The same of plain values; the subscriptions are read only where they decide."""
    known = {one.number for one in product.versions}
    if not product.rules.follows or version.strip() not in known:
        return None
    return covering.covers(
        product,
        version,
        registered_on=_day(registered_at),
        subscriptions=periods(),
        today=day_of(now),
    )


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None
