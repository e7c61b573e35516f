"""Free the place of a device: by a person within limits, by the staff, by the program itself."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.devices import candidates, releases, seats
from klucznik.devices.errors import NotToBeFreedByYou, PlaceEnded
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def release_device(actor: User, activation: Activation) -> Activation:
    """Somebody of the company frees a place: any with the right, otherwise their own; not too often."""
    place = _locked(activation)
    if not candidates.may_free(candidates.place_of(actor, place.license), place):
        raise NotToBeFreedByYou
    now = clock.now()
    if refusal := releases.why_not_now(place.license, now):
        raise refusal
    return _end(place, Activation.Ended.PERSON, actor, Kind.DEVICE_RELEASED)


@transaction.atomic
def free_by_staff(actor: User, activation: Activation) -> Activation:
    """The vendor's staff free a place at once, whatever the limits of the company."""
    return _end(
        _locked(activation), Activation.Ended.STAFF, actor, Kind.DEVICE_RELEASED, by_staff=True
    )


@transaction.atomic
def give_back(activation: Activation) -> Activation:
    """The program itself gives its place back, as often as it likes."""
    return _end(_locked(activation), Activation.Ended.ITSELF, None, Kind.DEVICE_SIGNED_OFF)


def _locked(activation: Activation) -> Activation:
    """The place as it is now, its license locked; refused when somebody has freed it a moment ago."""
    license = seats.lock_license(activation.license)
    found = Activation.objects.select_related("device").get(pk=activation.pk)
    if found.ended_at is not None:
        raise PlaceEnded
    found.license = license
    return found


def _end(
    place: Activation, why: str, actor: User | None, kind: Kind, *, by_staff: bool = False
) -> Activation:
    """End it and tell; the event knows since when the place is taken by nothing but a living file."""
    if not releases.end(place, why, by=actor, now=clock.now()):
        raise PlaceEnded
    record(
        kind,
        actor=actor,
        company=place.license.company,
        person=place.device.registered_by,
        subject=place,
        by_staff=by_staff,
        private={"device": place.device.name},
        product=place.license.product.name,
        seat_until=place.seat_until.isoformat() if place.seat_until else None,
    )
    return place
