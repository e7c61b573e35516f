"""A license is suspended, resumed or revoked by the vendor, with a reason that the company reads."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.core.text import clean_lines
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.actions.registering import drop_open_registration
from klucznik.licensing.errors import ReasonMissing
from klucznik.licensing.life import Act
from klucznik.licensing.models import License


@transaction.atomic
def suspend_license(
    actor: User | None, license: License, *, reason: str, by_staff: bool = True
) -> License:
    """Programs show data only until it is resumed; devices keep their places, entities stay."""
    license = lock_license(license)
    license.reason = _said(reason)
    license.suspended_at, license.suspended_by = clock.now(), actor
    lead(license, Act.SUSPEND, "reason", "suspended_at", "suspended_by")
    _record(Kind.LICENSE_SUSPENDED, actor, license, by_staff=by_staff)
    return license


@transaction.atomic
def resume_license(actor: User | None, license: License, *, by_staff: bool = True) -> License:
    """Everything is again as it was before the suspension."""
    license = lock_license(license)
    license.reason, license.suspended_at, license.suspended_by = "", None, None
    lead(license, Act.RESUME, "reason", "suspended_at", "suspended_by")
    _record(Kind.LICENSE_RESUMED, actor, license, by_staff=by_staff)
    return license


@transaction.atomic
def revoke_license(
    actor: User | None, license: License, *, reason: str, by_staff: bool = True
) -> License:
    """For good: what waited for an answer about the license is closed; data can still be read and exported."""
    license = lock_license(license)
    license.reason = _said(reason)
    license.revoked_at, license.revoked_by = clock.now(), actor
    lead(license, Act.REVOKE, "reason", "revoked_at", "revoked_by")
    drop_open_registration(license, actor, reason=license.reason)
    _record(Kind.LICENSE_REVOKED, actor, license, by_staff=by_staff)
    return license


def _said(reason: str) -> str:
    reason = clean_lines(reason).strip()[:300]
    if not reason:
        raise ReasonMissing
    return reason


def _record(kind: Kind, actor: User | None, license: License, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        company=license.company,
        subject=license,
        private={"reason": license.reason} if license.reason else None,
        product=license.product.name,
        **facts,
    )
