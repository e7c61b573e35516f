"""What a license is extended by: periods, more of its size, parts of the program; and what is put to rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.errors import NotRestable, PeriodBackwards, TooMuchAtRest
from klucznik.licensing.extending import (
    check_extensible,
    check_extension,
    is_restable,
    most_at_rest,
    spans_of,
)
from klucznik.licensing.life import Act
from klucznik.licensing.models import Extension, License, Period
from klucznik.licensing.periods import counting
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting


@transaction.atomic
def add_period(
    actor: User | None,
    license: License,
    *,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    source: str,
    reference: str = "",
) -> Period:
    """Add days of validity or of subscription; the license ends with the last day of those that hang together."""
    license = lock_license(license)
    if ends_on is not None and ends_on < starts_on:
        raise PeriodBackwards
    check_extensible(license)
    period = Period.objects.create(
        license=license,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        source=source,
        reference=reference,
        added_by=actor,
    )
    if period.kind == Period.Kind.VALIDITY:
        _stretch(license)
    _record(Kind.LICENSE_EXTENDED, actor, license, period, **_days(period))
    return period


@transaction.atomic
def begin_period(license: License, *, on: date) -> bool:
    """A period that was sold ahead of a gap begins: the license lives again. False when it lasts that long already."""
    license = lock_license(license)
    before = license.valid_to
    _stretch(license, on=on)
    return license.valid_to != before


@transaction.atomic
def add_extension(
    actor: User | None,
    license: License,
    *,
    product: Product | None = None,
    metric: str = "",
    amount: int = 0,
    starts_on: date,
    ends_on: date | None = None,
    reference: str = "",
    by_staff: bool = True,
) -> Extension:
    """Let the license grow, or switch a part of the program on; its days count, whatever the license's own are."""
    license = lock_license(license)
    if ends_on is not None and ends_on < starts_on:
        raise PeriodBackwards
    check_extensible(license)
    check_extension(license, product, metric, amount)
    extension = Extension.objects.create(
        license=license,
        product=product,
        metric=metric if amount else "",
        amount=amount,
        starts_on=starts_on,
        ends_on=ends_on,
        reference=reference,
        added_by=actor,
    )
    _tell_extension(Kind.LICENSE_EXTENSION_ADDED, actor, license, extension, by_staff=by_staff)
    return extension


@transaction.atomic
def end_extension(actor: User | None, extension: Extension, *, by_staff: bool = True) -> Extension:
    """End an extension today: what is in use stays, nothing new fits. A second time changes nothing."""
    license = lock_license(extension.license)
    extension = Extension.objects.select_related("product").get(pk=extension.pk)
    if extension.ended_at is not None:
        return extension
    extension.ended_at, extension.ended_by = clock.now(), actor
    extension.save(update_fields=["ended_at", "ended_by"])
    _tell_extension(Kind.LICENSE_EXTENSION_ENDED, actor, license, extension, by_staff=by_staff)
    return extension


@transaction.atomic
def rest(actor: User, license: License, *, amount: int) -> License:
    """A global administrator puts a part of the size to rest, or wakes it; at least one stays in use."""
    license = lock_license(license)
    if not may(acting(actor, license.company), Permission.LICENSES_MANAGE):
        raise RightMissing
    if not is_restable(license):
        raise NotRestable
    most = most_at_rest(license)
    if not 0 <= amount <= most:
        raise TooMuchAtRest(most=most)
    return _rest(actor, license, amount)


@transaction.atomic
def rest_by_letter(actor: None, license: License, *, amount: int) -> License:
    """What a letter of the company asked for, once its day has come; a license that shrank rests as far as it can."""
    license = lock_license(license)
    return _rest(actor, license, min(amount, most_at_rest(license)))


def _rest(actor: User | None, license: License, amount: int) -> License:
    before = license.suspended_amount
    if amount != before:
        license.suspended_amount = amount
        license.save(update_fields=["suspended_amount"])
        _record(Kind.LICENSE_RESTED, actor, license, license, before=before, after=amount)
    return license


def _stretch(license: License, *, on: date | None = None) -> None:
    """Let a locked license last as long as the periods that count; one that the ERP called expired lives again."""
    counts = counting(spans_of(license), on or clock.today())
    license.valid_from = min(license.valid_from, counts.first)
    license.valid_to = counts.last
    lives = counts.last is None or counts.last >= clock.today()
    if license.status == License.Status.EXPIRED and lives:
        lead(license, Act.EXTEND, "valid_from", "valid_to")
    else:
        license.save(update_fields=["valid_from", "valid_to"])


def _days(one: Period | Extension) -> dict[str, Any]:
    last = one.ends_on.isoformat() if one.ends_on else ""
    return {"first": one.starts_on.isoformat(), "last": last}


def _tell_extension(
    kind: Kind, actor: User | None, license: License, one: Extension, **how: Any
) -> None:
    name = one.product.name if one.product else f"+{one.amount}"
    facts = {"extension": name, "metric": one.metric, "amount": one.amount}
    _record(kind, actor, license, one, **facts, **_days(one), **how)


def _record(kind: Kind, actor: User | None, license: License, thing: Any, **facts: Any) -> None:
    if isinstance(thing, Period):
        facts |= {"period": thing.kind, "by_staff": thing.source == Period.Source.STAFF}
    record(
        kind,
        actor=actor,
        company=license.company,
        subject=thing,
        product=license.product.name,
        license=license.public_id,
        **facts,
    )
