"""The public halves of the keys that sign licenses; the private ones lie in files of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    """How keys are read."""

    def signing(self) -> SigningKeyQuerySet:
        """Keys that may sign now, the newest first."""
        return self.filter(
            active_from__lte=timezone.now(), retired_at=None, revoked_at=None
        ).order_by("-active_from", "-pk")


class SigningKey(models.Model):
    """One key: announced before it signs, retired (what it signed stays good) or revoked (it does not)."""

    key_id = models.CharField(max_length=16, unique=True)
    public_key = models.CharField(max_length=44, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    active_from = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=models.F("made_at")),
                name="key_retired_after_it_was_made",
            )
        ]

    def __str__(self) -> str:
        return self.key_id
