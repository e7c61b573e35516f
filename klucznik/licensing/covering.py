"""Which versions of its program a license covers, by its registration and its subscriptions (catalog/covering.py)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from klucznik.catalog.covering import Period as Days
from klucznik.catalog.covering import covered_until, covers
from klucznik.core import clock
from klucznik.licensing.models import License, Period


def is_covered(license: License, version: str) -> bool | None:
    """Whether the license covers this version; None where nothing limits it or the catalog does not know it."""
    if not version or not license.product.rules.follows:
        return None
    return covers(
        license.product,
        version,
        registered_on=_registered_on(license),
        subscriptions=_subscriptions(license),
        today=clock.today(),
    )


def covered_to(license: License) -> date | None:
    """The last day on which a version may have been published to be covered; None without a limit."""
    if not license.product.rules.follows:
        return None
    return covered_until(
        license.product,
        registered_on=_registered_on(license),
        subscriptions=_subscriptions(license),
        today=clock.today(),
    )


def _registered_on(license: License) -> date | None:
    return timezone.localtime(license.registered_at).date() if license.registered_at else None


def _subscriptions(license: License) -> list[Days]:
    rows = license.periods.filter(kind=Period.Kind.SUBSCRIPTION)
    return list(rows.values_list("starts_on", "ends_on"))
