"""A running program keeps its place in a license whose places are for programs that run."""

from __future__ import annotations

from django.db import transaction

from klucznik.core import clock
from klucznik.devices import leases, seats
from klucznik.devices.models import Activation


@transaction.atomic
def renew_lease(activation: Activation) -> Activation:
    """Prolong the lease; when it is dead, take a free place again. Without one the lease stays dead: no refusal.

    The place as it stands afterwards; one that was freed meanwhile stays freed.
    """
    if not activation.floating or activation.ended_at is not None:
        return activation
    license = seats.lock_license(activation.license)
    place = Activation.objects.select_related("device").get(pk=activation.pk)
    place.license = license
    if place.ended_at is None:
        leases.take_lease(place, license, clock.now())
    return place
