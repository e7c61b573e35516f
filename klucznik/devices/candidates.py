"""Devices of a license that a person may decide about: free them, or say that a machine is one of them."""

from __future__ import annotations

from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.devices.fingerprints import Likeness, Machine, likeness
from klucznik.devices.models import Activation, ActivationQuerySet, Device
from klucznik.licensing.models import License

MOST = 100


def place_of(actor: User | None, license: License) -> Membership | None:
    """The actor's place in the license's company as it is now."""
    if actor is None:
        return None
    found = Membership.objects.active().filter(company=license.company_id, user=actor).first()
    if found is not None:
        found.company, found.user = license.company, actor
    return found


def may_free(membership: Membership | None, activation: Activation) -> bool:
    """Administrators free every device, users those that they activated themselves."""
    if membership is None or membership.role == Role.ASSOCIATED:
        return False
    if may_free_all(membership):
        return True
    return membership.user_id in (activation.device.registered_by_id, activation.activated_by_id)


def may_free_all(membership: Membership) -> bool:
    return may(membership, Permission.DEVICES_MANAGE)


def freeable(membership: Membership | None, license: License) -> list[Activation]:
    """The devices of the license that this person may free; those that were silent longest come first."""
    if membership is None:
        return []
    rows = seen_by(membership, license).order_by("device__last_seen_at", "pk")
    return list(rows[:MOST])


def seen_by(membership: Membership, license: License) -> ActivationQuerySet:
    """The devices that this member is shown: all with the right to free them, otherwise their own."""
    rows = of_license(license)
    if may_free_all(membership):
        return rows
    if membership.role == Role.ASSOCIATED:
        return rows.none()
    own = Q(device__registered_by=membership.user_id) | Q(activated_by=membership.user_id)
    return rows.filter(own)


def resembling(
    membership: Membership | None, license: License, machine: Machine
) -> list[Activation]:
    """Devices with a place here that the machine may be, among those that the person may free."""
    if membership is None:
        return []
    shown = machine.prints
    return [
        row
        for row in seen_by(membership, license).order_by("device__last_seen_at", "pk")
        if likeness(row.device.parts, shown) == Likeness.PERHAPS
    ][:MOST]


def of_license(license: License) -> ActivationQuerySet:
    rows = Activation.objects.filter(license=license).active()
    return rows.select_related("device", "device__registered_by", "activated_by")


def in_short(activations: list[Activation]) -> list[dict[str, str]]:
    """What a refusal tells of devices."""
    return [
        _short(row.device) | {"activated_at": row.activated_at.isoformat()} for row in activations
    ]


def _short(device: Device) -> dict[str, str]:
    return {
        "id": device.public_id,
        "name": device.name,
        "system": device.system,
        "last_seen_at": device.last_seen_at.isoformat(),
    }
