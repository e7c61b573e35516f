"""When a device was last heard of: written seldom, because checks are many."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klucznik.devices.models import Device

SELDOM: Final = timedelta(minutes=15)


def is_due(last_seen_at: datetime, known_version: str, version: str, now: datetime) -> bool:
    """Whether this visit is worth a write: a quarter of an hour after the last one, or with another version."""
    return now - last_seen_at >= SELDOM or bool(version and version != known_version)


def note_seen(device: Device, version: str, now: datetime) -> None:
    if not is_due(device.last_seen_at, device.program_version, version, now):
        return
    device.last_seen_at, device.program_version = now, version or device.program_version
    Device.objects.filter(pk=device.pk).update(
        last_seen_at=now, program_version=device.program_version
    )
