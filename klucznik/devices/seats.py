"""Places of a license: who takes one, and whether another one is free. Count them only under the license's lock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Rules
from klucznik.devices.errors import NoFreeSeat
from klucznik.devices.models import Activation, ActivationQuerySet, Device
from klucznik.licensing.errors import NoSuchLicense
from klucznik.licensing.models import License

# What runs on computers; an application in the browser has people instead of devices.
INSTALLED = frozenset({Product.Kind.PROGRAM, Product.Kind.PACKAGE})


def lock_license(license: License) -> License:
    """The license's row, locked until the end of the transaction, read afresh with all that counts.

    A license that passed to another company a moment ago is no longer there.
    """
    assert transaction.get_connection().in_atomic_block, "a lock needs a transaction"
    License.objects.select_for_update(of=("self",)).only("pk").get(pk=license.pk)
    # A second query: what the first one reads beside the locked row may be older than the lock.
    locked = License.objects.told().select_related("company").get(pk=license.pk)
    if locked.company_id != license.company_id:
        raise NoSuchLicense
    return locked


def are_counted(license: License) -> bool:
    """Whether the size of the license is a number of devices; of entities and employees it says nothing."""
    return counts(license.metric, license.product.rules)


def counts(metric: str, rules: Rules) -> bool:
    """The same of plain values."""
    return metric == Product.Metric.SEATS or rules.is_floating


def taking(
    license: License, now: datetime, *, apart_from: Device | None = None
) -> ActivationQuerySet:
    """The places that count now; a device that comes back does not stand in its own way."""
    rows = Activation.objects.filter(license=license).taking_a_seat(now)
    return rows.exclude(device=apart_from) if apart_from else rows


def has_free(license: License, now: datetime, *, apart_from: Device | None = None) -> bool:
    if not are_counted(license):
        return True
    return taking(license, now, apart_from=apart_from).count() < license.size


def no_free_seat(license: License, now: datetime, devices: list[dict[str, str]]) -> NoFreeSeat:
    """The refusal, with the devices that this caller may free."""
    taken = taking(license, now).count()
    return NoFreeSeat(taken=taken, size=license.size, devices=devices)
