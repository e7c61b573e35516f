"""Work to be done later: rows written in the same commit as what caused them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One piece of work: tried until it is done, at longer and longer intervals, at most MOST_ATTEMPTS times."""

    task = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    # Null where anything goes: only null is not equal to itself under a unique constraint.
    dedupe_key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                name="jobs_due",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.payload}"


class Rhythm(models.Model):
    """When a recurring task is due next; several workers share these rows and one wins."""

    task = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.task
