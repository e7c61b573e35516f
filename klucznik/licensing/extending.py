"""By what a license can be extended, how much of it can rest, and which days of it hang together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum

from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.licensing.covering import covered_to, covered_version
from klucznik.licensing.errors import ExtensionAddsNothing, ExtensionNotOfProduct, NotPossibleNow
from klucznik.licensing.life import Act, leads_to
from klucznik.licensing.models import License, Period
from klucznik.licensing.naming import extension_name
from klucznik.licensing.periods import Span

# What a customer can leave unused for a while and pay less for from the next period on.
RESTABLE = (Product.Metric.SEATS, Product.Metric.ENTITIES, Product.Metric.EMPLOYEES)
IN_USE = (License.Status.REGISTERED, License.Status.UNREGISTERED, License.Status.AWAITING)


def spans_of(license: License) -> list[Span]:
    """The days of the license as they are, and of every validity that was added to it."""
    added = Period.objects.filter(license=license, kind=Period.Kind.VALIDITY)
    spans = [Span(*days) for days in added.values_list("starts_on", "ends_on")]
    return [Span(license.valid_from, license.valid_to), *spans]


def check_extensible(license: License) -> None:
    if leads_to(Act.EXTEND, license.status) is None:
        raise NotPossibleNow(state=license.get_status_display())


def extensions_for(product: Product) -> list[Product]:
    """Extensions that the vendor sells for this product, the retired ones apart."""
    sold = Product.objects.filter(kind=Product.Kind.EXTENSION, retired_at=None)
    return [one for one in sold.select_related("line") if product.code in one.extends]


def check_extension(license: License, product: Product | None, metric: str, amount: int) -> None:
    """It adds a part of this very program, or an amount of something that is counted."""
    if product is not None and license.product.code not in product.extends:
        raise ExtensionNotOfProduct
    if product is None and not (amount > 0 and metric):
        raise ExtensionAddsNothing


def is_restable(license: License) -> bool:
    is_counted = license.metric in RESTABLE and license.variant != License.Variant.TRIAL
    return is_counted and license.status in IN_USE


def most_at_rest(license: License) -> int:
    """All but one of what the license and its extensions of today cover."""
    active = license.extensions.on(clock.today()).filter(metric=license.metric)
    extended = active.aggregate(sum=Sum("amount"))["sum"] or 0
    return max(0, license.amount + extended - 1)


def days_of(license: License, today: date) -> dict[str, Any]:
    """What stands on the page of a license's days."""
    periods = list(license.periods.select_related("added_by"))
    extensions = list(license.extensions.select_related("product"))
    for period in periods:
        period.is_now = Span(period.starts_on, period.ends_on).holds(today)  # type: ignore[attr-defined]
    for extension in extensions:
        span = Span(extension.starts_on, extension.ends_on)
        extension.name = extension_name(extension)  # type: ignore[attr-defined]
        extension.is_now = extension.ended_at is None and span.holds(today)  # type: ignore[attr-defined]
    most = most_at_rest(license)
    subscriptions = [one for one in periods if one.kind == Period.Kind.SUBSCRIPTION]
    return {
        "periods": periods,
        "extensions": extensions,
        "is_restable": is_restable(license) and most > 0,
        "most": most,
        "whole": most + 1,
        "subscription": next((one for one in reversed(subscriptions) if one.is_now), None),  # type: ignore[attr-defined]
        "has_subscription": bool(subscriptions),
        "covered": covered_version(license),
        "covered_to": covered_to(license),
    }
