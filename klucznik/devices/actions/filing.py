"""A device takes a license file with it, to work where there is no internet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.devices import leases, seats
from klucznik.devices.errors import OtherMachine, PlaceEnded
from klucznik.devices.files_of_licenses import IssuedFile, write_file
from klucznik.devices.fingerprints import Likeness, Machine, likeness
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def issue_device_file(
    actor: User | None, activation: Activation, *, parts: Mapping[str, str]
) -> IssuedFile:
    """Only the machine that was activated gets one; each has a higher counter than the one before."""
    license, now = seats.lock_license(activation.license), clock.now()
    place = Activation.objects.select_related("device").get(pk=activation.pk)
    place.license = license
    if place.ended_at is not None:
        raise PlaceEnded
    shown = Machine(place.device.name, parts=parts).prints
    if likeness(place.device.parts, shown) == Likeness.OTHER:
        raise OtherMachine
    return hand_over_file(actor, place, parts, now)


def hand_over_file(
    actor: User | None, place: Activation, parts: Mapping[str, str], now: datetime
) -> IssuedFile:
    """Write and tell. A floating place must be held first. Call under the license's lock."""
    license = place.license
    if not leases.take_lease(place, license, now):
        raise seats.no_free_seat(license, now, [])
    written = write_file(place, license, parts, now)
    record(
        Kind.DEVICE_FILE_ISSUED,
        actor=actor,
        company=license.company,
        subject=place,
        private={"device": place.device.name},
        product=license.product.name,
        counter=written.counter,
        expires=written.expires_at.isoformat(),
    )
    return written
