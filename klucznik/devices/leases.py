"""Places that last only while a program runs; a dead lease ends by itself, because only the moment counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from klucznik.devices import seats
from klucznik.devices.models import Activation
from klucznik.licensing.models import License


def is_alive(lease_until: datetime | None, now: datetime) -> bool:
    return lease_until is not None and lease_until > now


def lease_end(now: datetime, minutes: int, file_until: datetime | None) -> datetime:
    """The end of a lease taken now; whoever carries a license file away keeps the place as long as the file lives."""
    end = now + timedelta(minutes=minutes)
    return max(end, file_until) if file_until else end


def holds_seat(activation: Activation, now: datetime) -> bool:
    """Whether the program has its place now; named ones always do."""
    return not activation.floating or is_alive(activation.lease_until, now)


def take_lease(activation: Activation, license: License, now: datetime) -> bool:
    """Prolong the lease, or take a free place again when it is dead. Call under the license's lock."""
    if not activation.floating:
        return True
    if not is_alive(activation.lease_until, now) and not seats.has_free(
        license, now, apart_from=activation.device
    ):
        return False
    minutes = license.product.rules.lease_minutes
    activation.lease_until = lease_end(now, minutes, activation.file_until)
    Activation.objects.filter(pk=activation.pk).update(lease_until=activation.lease_until)
    return True
