"""The license file of a device: what stands in it, and how long it lives. docs/integrate/license-files.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klucznik.catalog.rules import Mode
from klucznik.core import clock
from klucznik.devices.answers import day, sentence, stamp
from klucznik.devices.errors import LicenseUnusable, NoFiles
from klucznik.devices.judging import holds_until
from klucznik.devices.models import Activation
from klucznik.devices.reading import facts_of
from klucznik.licensing.models import License
from klucznik.licensing.signing import Purpose, sign
from klucznik.licensing.validation import Facts, Judgement, judge


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
        contents(license, facts, judgement)
        | _of_device(place, license, parts)
        | {"counter": counter, "issued": stamp(now), "expires": stamp(expires)},
    )
    _remember(place, expires, counter)
    return IssuedFile(text, expires, counter)


def contents(license: License, facts: Facts, judgement: Judgement) -> dict[str, Any]:
    """What every license file says of the license."""
    added = license.extensions.on(clock.today()).filter(product__isnull=False)
    return {
        "license": license.public_id,
        "number": license.number_masked,
        "product": license.product.code,
        "edition": license.edition,
        "size": license.size,
        "metric": license.metric,
        "features": sorted(set(added.values_list("product__code", flat=True))),
        "valid_from": day(license.valid_from),
        "valid_to": day(license.valid_to),
        "grace_to": day(facts.grace_to),
        "at_end": Mode.READ_ONLY.value if facts.is_trial else facts.rules.at_end,
        "version_to": None,
        "mode": judgement.mode.value,
    }


def _of_device(place: Activation, license: License, parts: Mapping[str, str]) -> dict[str, Any]:
    """The machine as the program described it, and the company; whoever knew only a number is not told whose it is."""
    by_number = place.how == Activation.How.NUMBER
    company = license.company
    return {
        "company": {
            "name": "" if by_number else company.name,
            "tax_id": "" if by_number else company.tax_number,
        },
        "device": {
            "id": place.device.public_id,
            "name": place.device.name,
            "parts": dict(parts),
        },
    }


def _remember(place: Activation, expires: datetime, counter: int) -> None:
    """An older file may live longer than this one; a floating place is kept for whoever carries a file away."""
    place.file_counter = counter
    place.file_until = max(expires, place.file_until or expires)
    if place.floating:
        place.lease_until = max(place.file_until, place.lease_until or expires)
    place.save(update_fields=["file_counter", "file_until", "lease_until"])
