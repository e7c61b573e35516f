"""The queue cleans up after itself."""

from __future__ import annotations

from django.utils import timezone

from klucznik.jobs.models import Job
from klucznik.jobs.queue import every
from klucznik.jobs.worker import KEEP_DONE


@every(hours=6)
def forget_done_jobs() -> None:
    """Done work is of no use after a week."""
    Job.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
