"""Letting time pass: when the clock was moved, all that has become due happens at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.jobs import worker
from klucznik.jobs.models import Rhythm
from klucznik.jobs.queue import RECURRING, TALKING, TASKS


@dataclass(frozen=True)
class TimeStep:
    """A button that moves the clock."""

    label: str | Promise
    hours: int


STEPS_OF_TIME = {
    "hour": TimeStep(_("1 hour"), 1),
    "day": TimeStep(_("1 day"), 24),
    "3-days": TimeStep(_("3 days"), 3 * 24),
    "7-days": TimeStep(_("7 days"), 7 * 24),
    "14-days": TimeStep(_("14 days"), 14 * 24),
}


def live_through() -> None:
    """What recurring tasks do at this moment, then all that follows: the same, without the way through the queue.

    For a stage on which nobody stands yet. Tasks that talk to other machines have nothing to say there.
    """
    for name in RECURRING:
        if name not in TALKING:
            with transaction.atomic():
                TASKS[name]()
    worker.drain()


def let_time_pass() -> None:
    """Wake every recurring task and do what follows, until nothing is left to do now."""
    Rhythm.objects.update(next_at=timezone.now())
    worker.wind()
    worker.drain()
