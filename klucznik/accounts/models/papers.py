"""What a person takes out: their data as a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.models.people import User
from klucznik.core.models import PublicIdModel


class TakeOut(PublicIdModel):
    """A ZIP of one's data, made in the background, sealed on the disk, forgotten after a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="take_outs")
    asked_at = models.DateTimeField(default=timezone.now)
    # How many of the parts are written, and how many there are.
    done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sealed_key = models.BinaryField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ready_at=None, failed_at=None),
                name="one_take_out_in_the_making",
            )
        ]

    def __str__(self) -> str:
        return f"data of {self.user_id}"
