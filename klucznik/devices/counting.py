"""How many seats of each license are taken, for lists of licenses (settings.LICENSE_USAGE)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.devices.models import Activation
from klucznik.licensing.models import License


def used(licenses: Sequence[License]) -> dict[int, int]:
    """Fulfills licensing.counting.Usage: one query for licenses whose size is a number of seats."""
    counted = [one.pk for one in licenses if one.metric == Product.Metric.SEATS]
    if not counted:
        return {}
    taking = Activation.objects.filter(license__in=counted).taking_a_seat(clock.now())
    taken = taking.values_list("license").annotate(count=Count("id"))
    return dict.fromkeys(counted, 0) | dict(taken)
