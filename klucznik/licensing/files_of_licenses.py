"""What a license file says about a license: nothing but what a program needs, and no whole number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from klucznik.catalog.rules import Mode
from klucznik.core import clock
from klucznik.licensing.covering import covered_to
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.errors import NoRegistrationFile
from klucznik.licensing.models import License
from klucznik.licensing.registrations import has_file
from klucznik.licensing.signing import Purpose, sign
from klucznik.licensing.validation import judge


def registration_file(license: License) -> str:
    """The signed file with which a program that is installed learns that the license is registered."""
    if not has_file(license):
        raise NoRegistrationFile
    now = clock.now()
    until = now + timedelta(days=max(1, license.product.rules.offline_days))
    return sign(
        Purpose.REGISTRATION, said_of(license) | {"issued": stamp(now), "expires": stamp(until)}
    )


def said_of(license: License) -> dict[str, Any]:
    """The part of the payload that is about the license itself, whatever the file is for."""
    facts, product, company = facts_of(license), license.product, license.company
    return {
        "license": license.public_id,
        "number": license.number_masked,
        "product": product.code,
        "edition": license.edition,
        "company": {"name": company.name, "tax_id": str(company.tax_id)},
        "size": license.size,
        "metric": license.metric,
        "features": features_of(license),
        "valid_from": str(license.valid_from),
        "valid_to": day(license.valid_to),
        "grace_to": day(facts.grace_to),
        "at_end": Mode.READ_ONLY.value if facts.is_trial else product.rules.at_end,
        "version_to": day(covered_to(license)),
        "mode": judge(facts).mode.value,
    }


def features_of(license: License) -> list[str]:
    """Codes of the extensions that switch a part of the program on today."""
    active = license.extensions.on(clock.today()).filter(product__isnull=False)
    return sorted(set(active.values_list("product__code", flat=True)))


def file_name(license: License) -> str:
    """`insert-nexo-7k2m9p4q.klucznik`: what it is for, and nothing that is secret."""
    return f"{license.product.code}-{license.public_id[:8]}.klucznik"


def stamp(moment: datetime) -> str:
    """2026-11-30T12:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None
