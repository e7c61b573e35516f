"""Counters whose window is over are forgotten, never earlier."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from klucznik.jobs.queue import every
from klucznik.limits.models import Tally


@every(hours=1)
def forget_old_tallies() -> None:
    Tally.objects.filter(window_ends_at__lt=timezone.now() - timedelta(days=1)).delete()
