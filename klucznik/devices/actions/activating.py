"""A machine takes a place in a license, or comes back to the one that it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from klucznik.accounts.models import User
from klucznik.catalog.rules import Mode
from klucznik.core import clock
from klucznik.devices import candidates, leases, releases, seats
from klucznik.devices.answers import sentence
from klucznik.devices.errors import LicenseUnusable, MaybeSameDevice, NoDevices, NotThatDevice
from klucznik.devices.fingerprints import Machine
from klucznik.devices.keys import give_secret
from klucznik.devices.models import Activation, Device
from klucznik.devices.reading import facts_of
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.models import License
from klucznik.licensing.validation import judge
from klucznik.licensing.verdicts import Verdict


@dataclass(frozen=True)
class Activated:
    """The place, the secret that the program is told once, and whether the machine was known."""

    activation: Activation
    secret: str
    recognized: bool


@dataclass(frozen=True)
class _Wish:
    """What is asked for, by whom and how."""

    actor: User | None
    how: str
    machine: Machine
    version: str
    public_key: str
    same_as: str
    is_new: bool


@transaction.atomic
def activate_device(
    actor: User | None,
    license: License,
    *,
    how: str,
    machine: Machine,
    version: str,
    public_key: str = "",
    same_as: str = "",
    is_new: bool = False,
) -> Activated:
    """Never more places than the license has; the same machine comes back to its own place.

    `same_as` is the id of the device that the person says this machine is; `is_new` says that it is none of them.
    """
    locked, now = seats.lock_license(license), clock.now()
    require_usable(locked, version, now)
    wish = _Wish(actor, how, machine, version, public_key, same_as, is_new)
    known = _known_device(locked, machine)
    place = _running(known, locked) if known else _claimed(locked, wish)
    if place is not None:
        return _come_back(locked, place, wish, now)
    return _take_place(locked, known, wish, now)


def require_usable(license: License, version: str, now: datetime) -> None:
    """A license with which a program could do nothing takes no device; one that waits to be registered does."""
    if license.product.kind not in seats.INSTALLED:
        raise NoDevices
    judgement = judge(facts_of(license, now, version))
    if judgement.mode == Mode.READ_ONLY and judgement.verdict != Verdict.UNREGISTERED_OVER:
        said = sentence(license.product.name, judgement)
        raise LicenseUnusable(sentence=said, verdict=judgement.verdict.value)


def _known_device(license: License, machine: Machine) -> Device | None:
    """The device with exactly these parts, locked: whichever license it uses, nobody moves it meanwhile."""
    rows = Device.objects.select_for_update(of=("self",))
    return rows.filter(
        company=license.company_id, product=license.product_id, fingerprint=machine.fingerprint
    ).first()


def _running(device: Device, license: License) -> Activation | None:
    found = candidates.of_license(license).filter(device=device).first()
    if found is not None:
        found.device = device
    return found


def _claimed(license: License, wish: _Wish) -> Activation | None:
    """The place of the device that the person says this machine is; asks where it may be one and they said nothing."""
    membership = candidates.place_of(wish.actor, license)
    similar = candidates.resembling(membership, license, wish.machine)
    if wish.same_as:
        for row in similar:
            if row.device.public_id == wish.same_as:
                return row
        raise NotThatDevice
    if similar and not wish.is_new:
        raise MaybeSameDevice(devices=candidates.in_short(similar))
    return None


def _come_back(license: License, place: Activation, wish: _Wish, now: datetime) -> Activated:
    """The same place and a new secret; the old one is dead from now on."""
    if not leases.take_lease(place, license, now):
        raise _full(license, wish, now)
    secret = _describe(place.device, wish, now)
    _record(Kind.DEVICE_RECOGNIZED, license, place, wish)
    place.license = license
    return Activated(place, secret, recognized=True)


def _take_place(license: License, known: Device | None, wish: _Wish, now: datetime) -> Activated:
    """A new place; a device that has one in another license of the same product moves."""
    if not seats.has_free(license, now, apart_from=known):
        raise _full(license, wish, now)
    device = known or _new_device(license, wish)
    carried = _leave_other_places(device, license, now)
    place = Activation(license=license, device=device, how=wish.how, activated_by=wish.actor)
    place.activated_at, place.floating = now, license.product.rules.is_floating
    place.file_counter, place.file_until = carried
    if place.floating:
        minutes = license.product.rules.lease_minutes
        place.lease_until = leases.lease_end(now, minutes, place.file_until)
    place.save()
    device.registered_by = wish.actor or device.registered_by
    secret = _describe(device, wish, now)
    if license.first_used_at is None:
        License.objects.filter(pk=license.pk).update(first_used_at=now)
        license.first_used_at = now
    _record(Kind.DEVICE_ACTIVATED, license, place, wish)
    return Activated(place, secret, recognized=False)


def _new_device(license: License, wish: _Wish) -> Device:
    """The row of the machine; of two activations in two licenses at once both get the same one."""
    device, _new = Device.objects.get_or_create(
        company=license.company,
        product=license.product,
        fingerprint=wish.machine.fingerprint,
        defaults={"name": wish.machine.name, "registered_by": wish.actor},
    )
    return Device.objects.select_for_update(of=("self",)).get(pk=device.pk)


def _leave_other_places(
    device: Device, license: License, now: datetime
) -> tuple[int, datetime | None]:
    """End the device's place elsewhere; the number of its newest license file, and until when one of here lives.

    A place here that waits for its file to end is the new one's own, so it no longer counts besides.
    """
    for other in Activation.objects.filter(device=device).active():
        releases.end(other, Activation.Ended.MOVED, by=None, now=now)
    rows = Activation.objects.filter(device=device)
    counter = rows.aggregate(newest=Max("file_counter"))["newest"] or 0
    returning = rows.filter(license=license, seat_until__gt=now)
    lives = returning.aggregate(last=Max("seat_until"))["last"]
    returning.update(seat_until=None)
    return counter, lives


def _describe(device: Device, wish: _Wish, now: datetime) -> str:
    """Keep what the program says of the machine; the new secret, unless it will never ask (offline)."""
    device.name, device.system = wish.machine.name, wish.machine.system
    device.program_version = wish.version
    device.parts, device.fingerprint = wish.machine.prints, wish.machine.fingerprint
    device.public_key = wish.public_key or device.public_key
    device.last_seen_at = now
    secret = "" if wish.how == Activation.How.OFFLINE else give_secret(device)
    device.save()
    return secret


def _full(license: License, wish: _Wish, now: datetime) -> Exception:
    membership = candidates.place_of(wish.actor, license)
    freeable = candidates.freeable(membership, license)
    return seats.no_free_seat(license, now, candidates.in_short(freeable))


def _record(kind: Kind, license: License, place: Activation, wish: _Wish) -> None:
    record(
        kind,
        actor=wish.actor,
        company=license.company,
        subject=place,
        private={"device": place.device.name},
        product=license.product.name,
        how=wish.how,
    )
