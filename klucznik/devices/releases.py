"""How a place ends, and how often people may end places by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from klucznik.accounts.models import User
from klucznik.core.errors import DomainError
from klucznik.core.templatetags.ui import datetime_long
from klucznik.devices.errors import ReleaseTooSoon, TooManyReleases
from klucznik.devices.models import Activation
from klucznik.licensing.models import License

MONTH = timedelta(days=30)


def end(activation: Activation, why: str, *, by: User | None, now: datetime) -> bool:
    """End the place; whether it still ran. While its license file lives on the device, the seat stays taken."""
    lives = activation.file_until is not None and activation.file_until > now
    activation.ended_at, activation.ended, activation.ended_by = now, why, by
    activation.seat_until = activation.file_until if lives else None
    running = Activation.objects.filter(pk=activation.pk, ended_at=None)
    ended = running.update(ended_at=now, ended=why, ended_by=by, seat_until=activation.seat_until)
    return bool(ended)


def freed_by_people(license: License, now: datetime) -> list[datetime]:
    """When people of the company freed places within the last 30 days, the newest first."""
    rows = Activation.objects.filter(
        license=license, ended=Activation.Ended.PERSON, ended_at__gt=now - MONTH
    )
    moments = rows.order_by("-ended_at").values_list("ended_at", flat=True)
    return [moment for moment in moments if moment is not None]


def why_not_now(license: License, now: datetime) -> DomainError | None:
    """Why nobody of the company can free a place at the moment, with the moment from which they can."""
    freed, rules = freed_by_people(license, now), license.product.rules
    if not freed:
        return None
    cool = freed[0] + timedelta(hours=rules.cooldown_hours)
    most = rules.releases_per_30_days
    if most and len(freed) >= most:
        return TooManyReleases(most=most, **_moment(max(cool, freed[most - 1] + MONTH)))
    return ReleaseTooSoon(**_moment(cool)) if cool > now else None


def _moment(moment: datetime) -> dict[str, Any]:
    return {"moment": datetime_long(moment), "at": moment.isoformat()}
