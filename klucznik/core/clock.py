"""The one clock of cases, invitations and memberships; sessions and one-time codes use the real time instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


@cache
def _source(path: str) -> Callable[[], timedelta]:
    return import_string(path) if path else timedelta


def now() -> datetime:
    """The present moment (aware, UTC), moved by the demonstration's offset where there is one."""
    return timezone.now() + _source(settings.CLOCK_OFFSET)()


def today() -> date:
    """Today's date in the vendor's time zone."""
    return timezone.localtime(now()).date()
