"""How much of a license that shares is used (settings.LICENSE_USAGE)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from klucznik.catalog.models import Product
from klucznik.licensing.models import License
from klucznik.offices.models import Share


def shares(licenses: Sequence[License]) -> dict[int, int]:
    """Shares that take a place, by the key of the license."""
    wanted = [one.pk for one in licenses if one.metric == Product.Metric.SHARES]
    if not wanted:
        return {}
    rows = Share.objects.current().filter(license__in=wanted).values_list("license")
    return dict.fromkeys(wanted, 0) | dict(rows.annotate(count=Count("id")))
