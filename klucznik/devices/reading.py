"""Read what an answer and a license file depend on, and hand it on as plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from klucznik.devices import seats
from klucznik.devices.answers import Standing
from klucznik.devices.leases import holds_seat
from klucznik.devices.models import Activation
from klucznik.licensing.covering import is_covered
from klucznik.licensing.entitlements import facts_of as facts_of_license
from klucznik.licensing.models import License
from klucznik.licensing.validation import Facts


def facts_of(license: License, now: datetime, version: str = "") -> Facts:
    """What a judgement asks about a license that a version of a program uses."""
    facts = replace(facts_of_license(license), now=now)
    return replace(facts, is_version_covered=is_covered(license, version, now))


def standing_of(
    activation: Activation, now: datetime, *, version: str = "", is_released: bool = False
) -> Standing:
    """The place of a device as it stands now."""
    license, device = activation.license, activation.device
    facts = replace(
        facts_of(license, now, version or device.program_version),
        holds_seat=holds_seat(activation, now),
        is_released=is_released or activation.ended_at is not None,
    )
    address = [license.company.public_id, license.public_id]
    return Standing(
        facts=facts,
        license=license.public_id,
        device=device.public_id,
        product=license.product.code,
        product_name=license.product.name,
        size=license.size,
        metric=license.metric,
        taken=seats.taking(license, now).count() if seats.are_counted(license) else 0,
        page=reverse("licensing:license", args=address),
        devices_page=reverse("devices:devices", args=address),
    )
