"""The demonstration's clock: an offset in a file of the data folder, shared by web and worker."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings


def _file() -> Path:
    return Path(settings.DATA_DIR) / "clock-offset"


def offset() -> timedelta:
    """How far the demonstration's clock is ahead of the real one."""
    try:
        return timedelta(seconds=int(_file().read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta()


def move(by: timedelta) -> timedelta:
    """Move the clock forward (never back, as time does) and tell the new offset."""
    ahead = offset() + max(by, timedelta())
    _keep(ahead)
    return ahead


def stand(before_today: timedelta) -> None:
    """Stand in the past while the cast's history is played, before the first visitor comes."""
    _keep(-before_today)


def _keep(ahead: timedelta) -> None:
    fresh = _file().with_suffix(".new")
    fresh.write_text(str(int(ahead.total_seconds())))
    fresh.replace(_file())
