"""The license file of a device: what stands in it, and how long it lives. docs/integrate/license-files.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klucznik.catalog.rules import Mode
from klucznik.devices.answers import sentence, stamp
from klucznik.devices.errors import LicenseUnusable, NoFiles
from klucznik.devices.judging import holds_until
from klucznik.devices.models import Activation
from klucznik.devices.reading import facts_of
from klucznik.licensing.files_of_licenses import said_of
from klucznik.licensing.models import License
from klucznik.licensing.signing import Purpose, sign
from klucznik.licensing.validation import judge


@dataclass(frozen=True)
class IssuedFile:
    """The file as one line of text; of two files of a device the one with the higher counter counts."""

    text: str
    expires_at: datetime
    counter: int


def write_file(
    place: Activation, license: License, parts: Mapping[str, str], now: datetime
) -> IssuedFile:
    """Sign the next file of this place and remember how long the longest of them lives. Under the license's lock.

    A file cannot be called back. So it never outlives the day on which a program that asks would be told that it does
    less, and none is given where the program could only read anyway.
    """
    facts = facts_of(license, now, place.device.program_version)
    judgement = judge(facts)
    if not facts.rules.offline_days:
        raise NoFiles
    if judgement.mode == Mode.READ_ONLY:
        said = sentence(license.product.name, judgement)
        raise LicenseUnusable(sentence=said, verdict=judgement.verdict.value)
    expires, counter = holds_until(facts).replace(microsecond=0), place.file_counter + 1
    text = sign(
        Purpose.DEVICE,
        said_of(license)
        | _of_device(place, parts)
        | {"counter": counter, "issued": stamp(now), "expires": stamp(expires)}
        | {"mode": judgement.mode.value},
    )
    _remember(place, expires, counter)
    return IssuedFile(text, expires, counter)


def _of_device(place: Activation, parts: Mapping[str, str]) -> dict[str, Any]:
    """The machine as the program described it. Whoever knew only a number is not told whose license it is."""
    device = place.device
    told: dict[str, Any] = {
        "device": {"id": device.public_id, "name": device.name, "parts": dict(parts)}
    }
    if place.how == Activation.How.NUMBER:
        told["company"] = {"name": "", "tax_id": ""}
    return told


def _remember(place: Activation, expires: datetime, counter: int) -> None:
    """An older file may live longer than this one; a floating place is kept for whoever carries a file away."""
    place.file_counter = counter
    place.file_until = max(expires, place.file_until or expires)
    if place.floating:
        place.lease_until = max(place.file_until, place.lease_until or expires)
    place.save(update_fields=["file_counter", "file_until", "lease_until"])
