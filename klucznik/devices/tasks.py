"""What time does: answers kept for the sake of a repeated request are forgotten after a day."""

from __future__ import annotations

from django.utils import timezone

from klucznik.devices import idempotency
from klucznik.jobs.queue import every


@every(hours=1)
def forget_answers() -> None:
    idempotency.forget_old(timezone.now())
