"""Letting time pass: when the clock was moved, all that has become due happens at once."""

from __future__ import annotations

from django.utils import timezone

from klucznik.jobs import worker
from klucznik.jobs.models import Rhythm


def let_time_pass() -> None:
    """Wake every recurring task and do what follows, until nothing is left to do now."""
    Rhythm.objects.update(next_at=timezone.now())
    worker.drain()
