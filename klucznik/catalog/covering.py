"""Which version of a program a license covers, where the subscription decides about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Version

Period = tuple[date, date | None]


def covered_until(
    product: Product,
    *,
    registered_on: date | None,
    subscriptions: Iterable[Period],
    today: date,
) -> date | None:
    """The last day on which a version may have been published to be covered.

    None: no limit. date.min: nothing is covered. A subscription that has not begun covers nothing yet; one that has
    ended leaves what it covered.
    """
    if not product.rules.follows:
        return None
    days = [date.min]
    if registered_on is not None:
        days.append(registered_on + timedelta(days=product.rules.care_days))
    for begins, ends in subscriptions:
        if begins > today:
            continue
        if ends is None:
            return None
        days.append(ends)
    return max(days)


def covered_version(
    product: Product,
    *,
    registered_on: date | None,
    subscriptions: Iterable[Period],
    today: date,
) -> Version | None:
    """The newest published version that the license covers; None when the catalog knows none such."""
    limit = covered_until(
        product, registered_on=registered_on, subscriptions=subscriptions, today=today
    )
    last = today if limit is None else min(limit, today)
    known = [version for version in product.versions if version.released <= last.isoformat()]
    return known[-1] if known else None


def covers(
    product: Product,
    version_number: str,
    *,
    registered_on: date | None,
    subscriptions: Iterable[Period],
    today: date,
) -> bool | None:
    """Whether the license covers this version; None when the catalog does not know it, so nobody can tell."""
    for version in product.versions:
        if version.number == version_number.strip():
            limit = covered_until(
                product, registered_on=registered_on, subscriptions=subscriptions, today=today
            )
            return limit is None or version.released <= limit.isoformat()
    return None
